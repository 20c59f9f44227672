import ExpandableSection from '@cloudscape-design/components/expandable-section';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { formatCount } from '../../../shared/format/counts.ts';
import type { PreflightCheck } from '../../../shared/models/preflight.ts';
import { SideBadge } from '../../components/side-badge.tsx';
import styles from './preflight.module.css';
import { outcomeLabels, stepLabels } from './step-words.ts';

/** A collapsed table of all checks with their results. */
export function CheckList({ checks }: { readonly checks: readonly PreflightCheck[] }) {
  return (
    <ExpandableSection variant="inline" headerText={formatCount(checks.length, 'check')}>
      <table className={styles.checks} aria-label="Checks">
        <thead>
          <tr>
            <th scope="col">Side</th>
            <th scope="col">Check</th>
            <th scope="col">Permission</th>
            <th scope="col">Result</th>
          </tr>
        </thead>
        <tbody>
          {checks.map(({ side, step, permission, outcome }) => (
            <tr key={`${side} ${step} ${permission ?? ''}`}>
              <td>
                <SideBadge side={side} />
              </td>
              <td>{stepLabels[step]}</td>
              <td className={styles.permission}>{permission ?? '–'}</td>
              <td>
                <StatusIndicator type={outcomeLabels[outcome.kind].type}>
                  {outcomeLabels[outcome.kind][permission === undefined ? 'other' : 'allowed']}
                </StatusIndicator>
                {outcome.kind === 'failed' && <div className={styles.detail}>{outcome.error.detail}</div>}
                {outcome.kind === 'optional' && <div className={styles.detail}>{outcome.error.message}</div>}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </ExpandableSection>
  );
}
