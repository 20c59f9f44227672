import Button from '@cloudscape-design/components/button';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import Link from '@cloudscape-design/components/link';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { createProblemReport, problemReportUrl } from '../../../shared/text/problem-report.ts';
import { useAbout } from '../../components/use-about.ts';
import { useLastError } from './api.ts';
import styles from './diagnostics.module.css';
import { QueryStatus } from '../../components/query-status.tsx';
import { Dialog } from '../../components/dialog.tsx';

interface Props {
  readonly onSaveDiagnostics: () => void;
  readonly onClose: () => void;
}

/** Shows what the issue form is filled with, before the browser opens it. */
export function ProblemDialog({ onSaveDiagnostics, onClose }: Props) {
  const about = useAbout();
  const lastError = useLastError();
  const report =
    about.data && !lastError.isPending ? createProblemReport(about.data, lastError.data?.code) : undefined;
  const url = report && problemReportUrl(report);
  return (
    <Dialog
      title="Report a problem"
      onClose={onClose}
      buttons={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            variant="primary"
            disabled={url === undefined}
            {...(url !== undefined && { href: url, target: '_blank', external: true })}
            onClick={() => setTimeout(onClose)}
          >
            Open issue form
          </Button>
        </>
      }
    >
      <SpaceBetween size="s">
        <div>
          The browser opens the project’s public issue form on GitHub, filled with these facts. They contain
          no log, accounts, names or paths. Nothing is published until you submit the form.
        </div>
        <QueryStatus query={about} />
        {!report && !about.error && <StatusIndicator type="loading">Reading versions</StatusIndicator>}
        {report && (
          <KeyValuePairs
            items={[
              { label: 'Version', value: report.version },
              { label: 'Platform', value: report.platform },
              { label: 'Where', value: report.surface },
              { label: 'Error', value: report.error || 'None since the app started' },
            ]}
          />
        )}
        {url !== undefined && (
          <pre className={styles.link} tabIndex={0} role="region" aria-label="Address that is opened">
            {url}
          </pre>
        )}
        <div>
          To add details,{' '}
          <Link onFollow={onSaveDiagnostics} variant="primary">
            save diagnostics
          </Link>{' '}
          and attach the file after you have read it.
        </div>
      </SpaceBetween>
    </Dialog>
  );
}
