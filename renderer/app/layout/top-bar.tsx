import { useRunningCount } from '../../features/transfers/store.ts';
import styles from './top-bar.module.css';

export type View = 'replicate' | 'transfers' | 'history' | 'settings';

interface Props {
  readonly view: View;
  readonly onView: (view: View) => void;
  /** Undefined while it is not known whose profiles these are. */
  readonly demo: boolean | undefined;
  readonly demoBusy: boolean;
  readonly onDemo: (action: 'start' | 'stop') => void;
}

/** The app's name, its views, and whether these are the demo registries. */
export function TopBar({ view, onView, demo, demoBusy, onDemo }: Props) {
  const running = useRunningCount();
  const blocked = demo === false && running > 0;
  return (
    <header className={styles.bar}>
      <span className={styles.name}>ECR Image Replicator</span>
      <nav className={styles.views} aria-label="Views">
        <button
          type="button"
          className={styles.view}
          aria-current={view === 'replicate' ? 'page' : undefined}
          onClick={() => onView('replicate')}
        >
          Replicate
        </button>
        <button
          type="button"
          className={styles.view}
          aria-current={view === 'transfers' ? 'page' : undefined}
          onClick={() => onView('transfers')}
        >
          Transfers{' '}
          {running > 0 && (
            <span className={styles.count}>
              {running}
              <span className="visually-hidden"> running</span>
            </span>
          )}
        </button>
        <button
          type="button"
          className={styles.view}
          aria-current={view === 'history' ? 'page' : undefined}
          onClick={() => onView('history')}
        >
          History
        </button>
        <button
          type="button"
          className={styles.view}
          aria-current={view === 'settings' ? 'page' : undefined}
          onClick={() => onView('settings')}
        >
          Settings
        </button>
      </nav>
      <div className={styles.demo}>
        {demo && <span className={styles.badge}>Demo</span>}
        {demo !== undefined && (
          <button
            type="button"
            className={styles.action}
            disabled={demoBusy || blocked}
            title={blocked ? 'Not while images are being copied' : undefined}
            onClick={() => onDemo(demo ? 'stop' : 'start')}
          >
            {demo ? 'Leave the demo' : 'Demo registries'}
          </button>
        )}
      </div>
    </header>
  );
}
