import Button from '@cloudscape-design/components/button';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import { CopyAction } from '../../components/copy-button.tsx';
import { useAbout } from '../../components/use-about.ts';
import { aboutText, listAboutFacts } from './about-text.ts';
import type { LegalDocument } from './api.ts';
import { legalTitles } from './api.ts';
import { DocumentText } from './document-text.tsx';
import { LegalButtons } from './legal-buttons.tsx';
import { QueryStatus } from '../../components/query-status.tsx';
import { Dialog } from '../../components/dialog.tsx';

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
