import type { ReactNode } from 'react';
import styles from './action-bar.module.css';

interface Props {
  readonly start?: ReactNode;
  readonly what: string;
  readonly next: string;
  readonly children: ReactNode;
}

/** What is at hand, what comes next, and the button that does it: always in sight. */
export function ActionBar({ start, what, next, children }: Props) {
  return (
    <div className={styles.bar} role="region" aria-label="Next step">
      {start}
      <span className={styles.what} title={what}>
        {what}
      </span>
      <span className={styles.next} aria-live="polite">
        {next}
      </span>
      {children}
    </div>
  );
}
