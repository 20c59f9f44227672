import { formatNumber } from '../../../../shared/format/counts.ts';
import type { ScanFindings } from '../../../../shared/models/image-details.ts';
import type { FindingSeverity } from '../../../../shared/models/image.ts';
import { findingSeverities } from '../../../../shared/models/image.ts';
import { assertNever } from '../../../../shared/models/result.ts';
import { ExactDate } from '../../../components/exact-date.tsx';
import styles from './details.module.css';

const labels = {
  CRITICAL: 'critical',
  HIGH: 'high',
  MEDIUM: 'medium',
  LOW: 'low',
  INFORMATIONAL: 'informational',
  UNDEFINED: 'undefined severity',
} as const satisfies Record<FindingSeverity, string>;

/** The number of scan findings by severity, the most severe first. */
export function FindingsLine({ findings }: { readonly findings: ScanFindings }) {
  switch (findings.kind) {
    case 'hidden':
      return <span className={styles.quiet}>This profile has no permission to read scan findings.</span>;
    case 'not-scanned':
      return <span className={styles.quiet}>Not scanned.</span>;
    case 'in-progress':
      return <span className={styles.quiet}>Scan in progress.</span>;
    case 'failed':
      return <span className={styles.quiet}>The scan failed: {findings.reason}</span>;
    case 'scanned': {
      const found = findingSeverities.filter((severity) => (findings.counts[severity] ?? 0) > 0);
      return (
        <span className={styles.findings}>
          {found.length === 0 && 'No findings'}
          {found.map((severity) => (
            <span key={severity} className={styles.finding} data-severity={severity}>
              {formatNumber(findings.counts[severity] ?? 0)} {labels[severity]}
            </span>
          ))}
          {findings.at !== undefined && (
            <span className={styles.quiet}>
              scanned <ExactDate time={findings.at} />
            </span>
          )}
        </span>
      );
    }
    default:
      return assertNever(findings);
  }
}
