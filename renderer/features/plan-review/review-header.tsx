import Button from '@cloudscape-design/components/button';
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
  /** Leads to the place on the page where the status is explained or resolved. */
  readonly link: { readonly text: string; readonly onFollow: () => void } | undefined;
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
export const ReviewHeader = ({ status, actions, link }: Props) => (
  <div className={styles.header}>
    <div className={styles.line}>
      <div
        id={reviewStatusId}
        className={styles.status}
        tabIndex={-1}
        role="status"
        aria-label="Review status"
      >
        <StatusIndicator type={typeOf(status)} wrapText>
          {describeStatus(status)}
        </StatusIndicator>
      </div>
      {link && (
        <Button variant="inline-link" onClick={link.onFollow}>
          {link.text}
        </Button>
      )}
    </div>
    {actions}
  </div>
);
