import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { toErrorData } from '../../ipc/bridge.ts';
import { ErrorLine } from '../../components/error-line.tsx';
import type { StackRequest } from './api.ts';
import { useEstimate, useExportStack } from './api.ts';
import styles from './aws-stack.module.css';
import { StackSummary } from './stack-summary.tsx';
import { QueryStatus } from '../../components/query-status.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { CopyAction } from '../../components/copy-button.tsx';
import type { StackCommands } from '../../../shared/models/exported-stack.ts';

interface Props {
  readonly request: StackRequest;
  readonly onClose: () => void;
}

/** Estimates the cost of a run in the user's account, writes the files for it, and shows the commands to use. */
export function StackDialog({ request, onClose }: Props) {
  const estimate = useEstimate(request);
  const exporting = useExportStack();
  const exported = exporting.data ?? undefined;
  return (
    <Dialog
      size="large"
      title="Run in AWS"
      onClose={onClose}
      buttons={
        <>
          <Button onClick={onClose}>{exported ? 'Close' : 'Cancel'}</Button>
          {!exported && (
            <Button
              variant="primary"
              disabled={!estimate.data}
              loading={exporting.isPending}
              loadingText="Exporting"
              onClick={() => exporting.mutate(request)}
            >
              Choose folder and export…
            </Button>
          )}
        </>
      }
    >
      <SpaceBetween size="m">
        <QueryStatus query={estimate} loading="Estimating the cost" />
        {exporting.error && <ErrorLine error={toErrorData(exporting.error)} />}
        {exported ? (
          <SpaceBetween size="s">
            <Alert type="success" header="Exported">
              Files written to <span className={styles.path}>{exported.folder}</span>. Nothing is changed in
              AWS until you run the commands.
            </Alert>
            <div>
              {!exported.hasFunction &&
                'This installation has no ecr-image-replicator-lambda.zip: build it with npm run package:lambda and put it into the folder. '}
              Run these commands in the folder. Set ARTIFACTS to the name of an S3 bucket in{' '}
              {estimate.data?.target.region}. README.md describes every step.
            </div>
            <CommandList commands={exported.commands} />
          </SpaceBetween>
        ) : (
          estimate.data && <StackSummary summary={estimate.data} />
        )}
      </SpaceBetween>
    </Dialog>
  );
}

const names = [
  ['deploy', 'Deploy'],
  ['run', 'Run'],
  ['remove', 'Remove'],
] as const satisfies readonly (readonly [keyof StackCommands, string])[];

/** The commands that deploy, run and remove the stack, with copy buttons. */
function CommandList({ commands }: { readonly commands: StackCommands }) {
  return names.map(([key, name]) => (
    <div key={key} className={styles.command}>
      <b>{name}</b>
      <CopyAction text={commands[key]}>{`Copy ${name.toLowerCase()} command`}</CopyAction>
      <pre className={styles.code} role="region" aria-label={`${name} command`} tabIndex={0}>
        {commands[key]}
      </pre>
    </div>
  ));
}
