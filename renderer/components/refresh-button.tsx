import Button from '@cloudscape-design/components/button';
import { RelativeTime } from './relative-time.tsx';
import styles from './refresh-button.module.css';

interface Props {
  /** What is fetched again, for the button's name: "Refresh images". */
  readonly what: string;
  /** Milliseconds since 1970; 0 when nothing was fetched yet. */
  readonly updatedAt: number;
  readonly busy: boolean;
  readonly onRefresh: () => void;
}

/** Fetches a list again, and says how old it is. */
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
