import StatusIndicator from '@cloudscape-design/components/status-indicator';
import type { AppliedReplication, StepResult } from '../../../../shared/models/ecr-replication.ts';
import { ErrorLine } from '../../../components/error-line.tsx';
import { stepNames } from '../words.ts';
import styles from './setup.module.css';

/** The result of each change. Changes that were made remain when a later one fails. */
export function AppliedSteps({ applied }: { readonly applied: AppliedReplication }) {
  return (
    <ul className={styles.list} aria-label="Changes">
      {applied.steps.map((result) => (
        <li key={`${result.step} ${result.prefix}`} className={styles.item}>
          <b>
            {result.prefix === undefined
              ? stepNames[result.step]
              : `${stepNames[result.step]} ${result.prefix}`}
          </b>
          <div>
            <Outcome result={result} />
          </div>
        </li>
      ))}
    </ul>
  );
}

function Outcome({ result: { outcome } }: { readonly result: StepResult }) {
  switch (outcome.kind) {
    case 'done':
      return <StatusIndicator>Applied</StatusIndicator>;
    case 'skipped':
      return <StatusIndicator type="info">Not changed. {outcome.reason}</StatusIndicator>;
    case 'failed':
      return <ErrorLine error={outcome.error} />;
    case 'not-started':
      return <StatusIndicator type="stopped">Not started, because an earlier change failed.</StatusIndicator>;
  }
}
