import type { ReactNode } from 'react';
import styles from './action-bar.module.css';

interface Props {
  readonly start?: ReactNode;
  readonly what: string;
  readonly next: string;
  readonly children: ReactNode;
}

/** The bar at the bottom of a page: the selection, the next step and its buttons. */
export function ActionBar({ start, what, next, children }: Props) {
  return (
    <div className={styles.bar} role="region" aria-label="Next step">
      {start}
      <span className={styles.what} title={what}>
        {what}
      </span>
      <span className={styles.next} title={next} aria-live="polite">
        {next}
      </span>
      {children}
    </div>
  );
}
