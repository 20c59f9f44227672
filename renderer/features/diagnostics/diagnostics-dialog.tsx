import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import Checkbox from '@cloudscape-design/components/checkbox';
import Modal from '@cloudscape-design/components/modal';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { useState } from 'react';
import { formatBytes } from '../../../shared/format/bytes.ts';
import type { DiagnosticsSectionId } from '../../../shared/models/diagnostics.ts';
import type { RegistrySelection } from '../../../shared/models/registry.ts';
import { formatDiagnostics } from '../../../shared/text/diagnostics.ts';
import { CopyAction } from '../../components/copy-button.tsx';
import { ErrorLine } from '../../components/error-line.tsx';
import { LongText } from '../../components/long-text.tsx';
import { toErrorData } from '../../ipc/bridge.ts';
import { useConnectionsForDiagnostics, useDiagnostics, useSaveDiagnostics } from './api.ts';
import styles from './diagnostics.module.css';
import { OpenLogFolder } from './open-log-folder.tsx';
import { SectionChoice } from './section-choice.tsx';
import { QueryStatus } from '../../components/query-status.tsx';

interface Props {
  /** The registries whose connections can be tested. */
  readonly registries: readonly RegistrySelection[];
  readonly onClose: () => void;
}

/** Shows the diagnostics as they are saved, with the choice of what to leave out, and saves or copies them. */
export function DiagnosticsDialog({ registries, onClose }: Props) {
  const [replaceNames, setReplaceNames] = useState(true);
  const [leftOut, setLeftOut] = useState<ReadonlySet<DiagnosticsSectionId>>(new Set());
  const diagnostics = useDiagnostics(replaceNames);
  const saving = useSaveDiagnostics();
  const testing = useConnectionsForDiagnostics();
  const report = diagnostics.isFetching ? undefined : diagnostics.data;
  const chosen = report?.sections.map(({ id }) => id).filter((id) => !leftOut.has(id)) ?? [];
  const text = report && chosen.length > 0 ? formatDiagnostics(report, chosen) : '';
  const test = (): void => testing.mutate(registries, { onSuccess: () => void diagnostics.refetch() });

  return (
    <Modal
      data-modal
      visible
      size="large"
      header="Save diagnostics"
      onDismiss={onClose}
      footer={
        <div className={styles.footer}>
          <OpenLogFolder />
          <SpaceBetween direction="horizontal" size="xs">
            <Button onClick={onClose}>{saving.data ? 'Close' : 'Cancel'}</Button>
            <CopyAction text={text} disabled={text === ''}>
              Copy
            </CopyAction>
            <Button
              variant="primary"
              disabled={text === ''}
              loading={saving.isPending}
              loadingText="Saving"
              onClick={() => report && saving.mutate({ report, sections: chosen })}
            >
              Save…
            </Button>
          </SpaceBetween>
        </div>
      }
    >
      <SpaceBetween size="s">
        <div>
          This is the text of the file. Secrets are removed from it, and nothing is sent. Read it before you
          share it.
        </div>
        <Checkbox
          checked={replaceNames}
          description="Account IDs and the names of profiles, repositories, roles, hosts and your user become placeholders such as account-1. Tags, and names that the app does not know, stay."
          onChange={({ detail }) => setReplaceNames(detail.checked)}
        >
          Replace account IDs and names
        </Checkbox>
        {report && <SectionChoice sections={report.sections} leftOut={leftOut} onChange={setLeftOut} />}
        <QueryStatus query={diagnostics} />
        {diagnostics.isFetching && <StatusIndicator type="loading">Collecting diagnostics</StatusIndicator>}
        {report && (
          <>
            <LongText text={text || 'Choose a section.'} label="Text of the diagnostics" />
            <SpaceBetween direction="horizontal" size="s" alignItems="center">
              <span className={styles.size}>{formatBytes(new TextEncoder().encode(text).length)}</span>
              <Button
                variant="inline-link"
                disabled={registries.length === 0}
                disabledReason="Choose a profile and a region under Replicate first."
                loading={testing.isPending}
                onClick={test}
              >
                Test connections and add the result
              </Button>
            </SpaceBetween>
          </>
        )}
        {testing.error && <ErrorLine error={toErrorData(testing.error)} actions={{ retry: test }} />}
        {saving.error && <ErrorLine error={toErrorData(saving.error)} />}
        <div role="status">
          {saving.data && (
            <Alert type="success">
              Saved to <span className={styles.path}>{saving.data}</span>.
            </Alert>
          )}
        </div>
      </SpaceBetween>
    </Modal>
  );
}
