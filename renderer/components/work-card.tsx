import Container from '@cloudscape-design/components/container';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import type { StatusIndicatorProps } from '@cloudscape-design/components/status-indicator';
import type { ReactNode } from 'react';
import styles from './work-card.module.css';

interface Props {
  /** The button that shows and hides details, before the state. */
  readonly toggle?: ReactNode;
  readonly status: StatusIndicatorProps.Type;
  readonly statusText: string;
  /** What is said beside the state, for example since when. */
  readonly note?: ReactNode;
  readonly actions: ReactNode;
  readonly children: ReactNode;
}

/** Work that takes minutes or hours, such as a transfer: its state and buttons, with its progress below. */
export function WorkCard({ toggle, status, statusText, note, actions, children }: Props) {
  return (
    <Container>
      <div className={styles.card}>
        <div className={styles.head}>
          <h3 className={styles.title}>
            {toggle}
            <StatusIndicator type={status}>{statusText}</StatusIndicator>
            {note !== undefined && <span className={styles.note}>{note}</span>}
          </h3>
          <span className={styles.actions}>{actions}</span>
        </div>
        {children}
      </div>
    </Container>
  );
}
