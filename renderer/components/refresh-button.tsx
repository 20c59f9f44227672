import Button from '@cloudscape-design/components/button';
import type { UseQueryResult } from '@tanstack/react-query';
import { RelativeTime } from './relative-time.tsx';
import styles from './refresh-button.module.css';

interface Props {
  /** The noun in the button's accessible name: `images` in "Refresh images". */
  readonly what: string;
  readonly query: Pick<UseQueryResult, 'dataUpdatedAt' | 'isFetching' | 'refetch'>;
}

/** Refreshes a list, and shows when it was last updated. */
export function RefreshButton({ what, query }: Props) {
  return (
    <span className={styles.refresh}>
      {query.dataUpdatedAt > 0 && (
        <span>
          Updated <RelativeTime time={query.dataUpdatedAt} />
        </span>
      )}
      <Button
        iconName="refresh"
        ariaLabel={`Refresh ${what}`}
        loading={query.isFetching}
        onClick={() => void query.refetch()}
      />
    </span>
  );
}
