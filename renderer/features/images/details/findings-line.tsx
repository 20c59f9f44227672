import { formatNumber } from '../../../../shared/format/counts.ts';
import type { FindingSeverity, ScanFindings } from '../../../../shared/models/image-details.ts';
import { findingSeverities } from '../../../../shared/models/image-details.ts';
import { assertNever } from '../../../../shared/result.ts';
import { ExactDate } from '../../../components/exact-date.tsx';
import styles from './details.module.css';

const words = {
  CRITICAL: 'critical',
  HIGH: 'high',
  MEDIUM: 'medium',
  LOW: 'low',
  INFORMATIONAL: 'informational',
  UNDEFINED: 'without severity',
} as const satisfies Record<FindingSeverity, string>;

/** How many weaknesses a scan found, the worst first. */
export function FindingsLine({ findings }: { readonly findings: ScanFindings }) {
  switch (findings.kind) {
    case 'hidden':
      return <span className={styles.quiet}>This profile may not see them.</span>;
    case 'not-scanned':
      return <span className={styles.quiet}>Not scanned.</span>;
    case 'in-progress':
      return <span className={styles.quiet}>Being scanned.</span>;
    case 'failed':
      return <span className={styles.quiet}>The scan failed: {findings.reason}</span>;
    case 'scanned': {
      const found = findingSeverities.filter((severity) => (findings.counts[severity] ?? 0) > 0);
      return (
        <span className={styles.findings}>
          {found.length === 0 && 'None found'}
          {found.map((severity) => (
            <span key={severity} className={styles.finding} data-severity={severity}>
              {formatNumber(findings.counts[severity] ?? 0)} {words[severity]}
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
