import Button from '@cloudscape-design/components/button';
import ProgressBar from '@cloudscape-design/components/progress-bar';
import type { ImageSearch } from '../../../../shared/models/image-search.ts';
import type { ErrorData } from '../../../../shared/models/result.ts';
import type { FindTarget } from './palette-entries.ts';
import { describeSearch } from './find-entries.ts';
import styles from './palette.module.css';
import { describeRegistry } from '../../../../shared/text/registry.ts';

interface Props {
  readonly target: FindTarget;
  /** Undefined until it has started. */
  readonly search: ImageSearch | undefined;
  /** Why it could not be started. */
  readonly error: ErrorData | undefined;
  /** Undefined when it is not running. */
  readonly onStop: (() => void) | undefined;
  /** Undefined when nothing failed. */
  readonly onRetry: (() => void) | undefined;
}

/** The progress of a search in all repositories. Screen readers hear its results and its end, not each repository. */
export function SearchStatus({ target, search, error, onStop, onRetry }: Props) {
  const text = error?.message ?? (search ? describeSearch(search) : 'Listing repositories…');
  const share = search && search.repositories > 0 ? (100 * search.searched) / search.repositories : 0;
  const found = search ? search.found.length + search.more : 0;
  return (
    <div className={styles.search}>
      <div className={styles.progress}>
        <ProgressBar
          value={share}
          variant="standalone"
          ariaLabel={`Search in all repositories of ${describeRegistry(target.registry)}`}
        />
        <span className={styles.counts}>{text}</span>
        <span role="status" className="visually-hidden">
          {onStop ? `${found} found` : text}
        </span>
      </div>
      {onStop && <Button onClick={onStop}>Stop</Button>}
      {onRetry && <Button onClick={onRetry}>Retry</Button>}
    </div>
  );
}
