import StatusIndicator from '@cloudscape-design/components/status-indicator';
import type { StatusIndicatorProps } from '@cloudscape-design/components/status-indicator';
import type { ReactNode } from 'react';
import { reviewStatusId } from './focus-conflict.ts';
import type { ReviewStatus } from './review-status.ts';
import { describeStatus } from './review-status.ts';
import styles from './review-header.module.css';

interface Props {
  readonly status: ReviewStatus;
  /** What can be done with the plan besides starting it. */
  readonly actions: ReactNode;
}

function typeOf(status: ReviewStatus): StatusIndicatorProps.Type {
  switch (status.kind) {
    case 'planning':
      return 'loading';
    case 'refused':
      return 'error';
    case 'conflicts':
      return 'warning';
    case 'ready':
      return status.left ? 'warning' : 'success';
  }
}

/** The first line of a review: whether the replication can start. */
export const ReviewHeader = ({ status, actions }: Props) => (
  <div className={styles.header}>
    <div id={reviewStatusId} className={styles.status} tabIndex={-1} role="status" aria-label="Review status">
      <StatusIndicator type={typeOf(status)} wrapText>
        {describeStatus(status)}
      </StatusIndicator>
    </div>
    {actions}
  </div>
);
