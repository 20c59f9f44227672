import Button from '@cloudscape-design/components/button';
import FormField from '@cloudscape-design/components/form-field';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import type { ShellEnvironment } from '../../../../shared/models/network.ts';
import { toErrorData } from '../../../ipc/bridge.ts';
import { ErrorLine } from '../../../components/error-line.tsx';
import { useNetworkFacts, useReloadShellEnvironment } from './api.ts';
import styles from './network.module.css';

/** The names of the variables that the app read from the login shell; their values stay in the main process. */
export function ShellEnvironmentFacts() {
  const { data: facts } = useNetworkFacts();
  const reload = useReloadShellEnvironment();
  if (!facts) return null;
  return (
    <FormField
      label="Shell environment"
      description="Proxy variables, PATH for credential programs, and AWS variables of your login shell."
      secondaryControl={
        <Button loading={reload.isPending} onClick={() => reload.mutate()}>
          Reload
        </Button>
      }
    >
      <EnvironmentState environment={facts.shellEnvironment} />
      {reload.error && <ErrorLine error={toErrorData(reload.error)} />}
    </FormField>
  );
}

function EnvironmentState({ environment }: { readonly environment: ShellEnvironment }) {
  switch (environment.kind) {
    case 'not-needed':
      return <StatusIndicator>Inherited from the shell that started the app.</StatusIndicator>;
    case 'failed':
      return (
        <StatusIndicator type="error">
          {environment.shell}: {environment.problem}
        </StatusIndicator>
      );
    case 'loaded':
      return (
        <>
          <StatusIndicator>
            Read from {environment.shell}
            {environment.names.length === 0 && ', which sets none of them'}
          </StatusIndicator>
          <div className={styles.path}>{environment.names.join(', ')}</div>
        </>
      );
  }
}
