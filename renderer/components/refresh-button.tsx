import Button from '@cloudscape-design/components/button';
import { RelativeTime } from './relative-time.tsx';
import styles from './refresh-button.module.css';

interface Props {
  /** The noun in the button's accessible name: `images` in "Refresh images". */
  readonly what: string;
  /** Milliseconds since 1970; 0 before the first fetch. */
  readonly updatedAt: number;
  readonly busy: boolean;
  readonly onRefresh: () => void;
}

/** Refreshes a list, and shows when it was last updated. */
export function RefreshButton({ what, updatedAt, busy, onRefresh }: Props) {
  return (
    <span className={styles.refresh}>
      {updatedAt > 0 && (
        <span>
          Updated <RelativeTime time={updatedAt} />
        </span>
      )}
      <Button iconName="refresh" ariaLabel={`Refresh ${what}`} loading={busy} onClick={onRefresh} />
    </span>
  );
}
