import Button from '@cloudscape-design/components/button';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { Plan } from '../../../shared/models/plan.ts';
import type { CommandLine } from '../../../shared/text/command-line.ts';
import { CopyAction } from '../../components/copy-button.tsx';
import { ErrorLine } from '../../components/error-line.tsx';
import { toErrorData } from '../../ipc/bridge.ts';
import { useSavePlan } from './api.ts';
import styles from './review-header.module.css';

interface Props {
  /** Undefined while it is being created. */
  readonly plan: Plan | undefined;
  readonly command: CommandLine | undefined;
}

/** Saves a plan as a file, or copies the command line that does the same. */
export function PlanActions({ plan, command }: Props) {
  const save = useSavePlan();
  return (
    <div>
      <SpaceBetween direction="horizontal" size="xs">
        <Button
          disabled={!plan}
          loading={save.isPending}
          loadingText="Saving plan"
          onClick={() => plan && save.mutate(plan.id)}
        >
          Save plan…
        </Button>
        {command && <CopyAction text={command.text}>Copy as command line</CopyAction>}
      </SpaceBetween>
      <div role="status" className={styles.saved}>
        {save.data != null && `Saved to ${save.data}`}
      </div>
      {save.error && <ErrorLine error={toErrorData(save.error)} />}
    </div>
  );
}
