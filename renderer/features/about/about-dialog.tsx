import Button from '@cloudscape-design/components/button';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useEffect, useRef, useState } from 'react';
import { CopyAction } from '../../components/copy-button.tsx';
import { useAbout } from '../../components/use-about.ts';
import type { LegalDocument } from './api.ts';
import { legalTitles, useLegalDocument } from './api.ts';
import { LegalButtons } from './legal-buttons.tsx';
import { QueryStatus } from '../../components/query-status.tsx';
import { Dialog } from '../../components/dialog.tsx';
import type { AboutFacts } from '../../../shared/models/about.ts';
import { LongText } from '../../components/long-text.tsx';
import styles from './about.module.css';

/** The facts as pairs of name and value; the build only where it is known. */
const listAboutFacts = (facts: AboutFacts): readonly (readonly [label: string, value: string])[] => {
  const { version, commit, builtOn, electron, chromium, node, system } = facts;
  const build = [commit, builtOn].filter((part) => part !== undefined).join(', ');
  return [
    ['Version', version],
    ...(build === '' ? [] : [['Build', build] as const]),
    ['Electron', electron],
    ['Chromium', chromium],
    ['Node.js', node],
    ['System', system],
  ];
};

/** What *Copy version information* copies. */
const aboutText = (facts: AboutFacts): string =>
  ['ECR Image Replicator', ...listAboutFacts(facts).map(([label, value]) => `${label}: ${value}`)].join('\n');

interface Props {
  readonly onCheckForUpdates: () => void;
  readonly onClose: () => void;
}

/** The name, version and license of the app, with the texts that come with it. */
export function AboutDialog({ onCheckForUpdates, onClose }: Props) {
  const [shown, setShown] = useState<LegalDocument>();
  /** The document that was shown last. */
  const [previous, setPrevious] = useState<LegalDocument>();
  const about = useAbout();
  return (
    <Dialog
      size={shown ? 'large' : 'medium'}
      title={shown ? legalTitles[shown] : 'About ECR Image Replicator'}
      onClose={onClose}
      buttons={
        <>
          {shown && (
            <Button
              onClick={() => {
                setPrevious(shown);
                setShown(undefined);
              }}
            >
              Back
            </Button>
          )}
          {!shown && <Button onClick={onCheckForUpdates}>Check for updates</Button>}
          {!shown && about.data && (
            <CopyAction text={aboutText(about.data)}>Copy version information</CopyAction>
          )}
          <Button variant="primary" onClick={onClose}>
            Close
          </Button>
        </>
      }
    >
      {shown ? (
        <DocumentText legal={shown} />
      ) : (
        <SpaceBetween size="m">
          <div>Copies container images between Amazon ECR repositories, digest for digest.</div>
          <QueryStatus query={about} loading="Reading versions" />
          {about.data && (
            <KeyValuePairs
              columns={2}
              items={listAboutFacts(about.data).map(([label, value]) => ({ label, value }))}
            />
          )}
          <div>Copyright ECR Image Replicator contributors. Licensed under the Apache License 2.0.</div>
          <LegalButtons focused={previous} onShow={setShown} />
        </SpaceBetween>
      )}
    </Dialog>
  );
}

/** A legal text that comes with the app. It gets the focus, because the button that opened it is gone. */
function DocumentText({ legal }: { readonly legal: LegalDocument }) {
  const text = useLegalDocument(legal);
  const area = useRef<HTMLDivElement>(null);
  useEffect(() => area.current?.focus(), []);
  return (
    <div ref={area} className={styles.document} tabIndex={-1}>
      {text.data !== undefined && <LongText text={text.data} label={legalTitles[legal]} />}
      <QueryStatus query={text} loading="Loading" />
    </div>
  );
}
