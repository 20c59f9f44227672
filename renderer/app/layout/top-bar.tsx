import { getCommand } from '../../../shared/commands.ts';
import { formatAccelerator, isMac } from '../../components/keyboard.ts';
import { useActiveCount } from '../../features/transfers/api.ts';
import styles from './top-bar.module.css';

export type View = 'replicate' | 'transfers' | 'history' | 'replication' | 'settings';

const views = [
  ['replicate', 'Replicate'],
  ['transfers', 'Transfers'],
  ['history', 'History'],
  ['replication', 'Replication'],
  ['settings', 'Settings'],
] as const satisfies readonly (readonly [view: View, label: string])[];

interface Props {
  readonly view: View;
  readonly onView: (view: View) => void;
  /** Whether the demo is active; undefined until the profiles are loaded. */
  readonly demo: boolean | undefined;
  readonly demoBusy: boolean;
  readonly onDemo: (action: 'start' | 'stop') => void;
  readonly isHelpOpen: boolean;
  readonly onHelp: () => void;
}

/** In a narrow window the list of views scrolls, and a command can open a view that is outside of it. */
function scrollToView(button: HTMLElement | null): void {
  button?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
}

/** The app name, the navigation between views, and the demo switch. */
export function TopBar({ view, onView, demo, demoBusy, onDemo, isHelpOpen, onHelp }: Props) {
  const running = useActiveCount();
  const blocked = demo === false && running > 0;
  return (
    <header className="top-bar">
      <span className="top-bar-name">ECR Image Replicator</span>
      <nav className="top-bar-views" aria-label="Views">
        {views.map(([each, label]) => (
          <button
            key={each}
            ref={view === each ? scrollToView : undefined}
            type="button"
            className="top-bar-view"
            aria-current={view === each ? 'page' : undefined}
            onClick={() => onView(each)}
          >
            {label}{' '}
            {each === 'transfers' && running > 0 && (
              <span className={styles.count}>
                {running}
                <span className="visually-hidden"> running</span>
              </span>
            )}
          </button>
        ))}
      </nav>
      <div className={styles.demo}>
        {demo && <span className={styles.badge}>Demo</span>}
        {demo !== undefined && (
          <button
            type="button"
            className={styles.action}
            disabled={demoBusy || blocked}
            title={blocked ? 'Not available during a transfer' : undefined}
            onClick={() => onDemo(demo ? 'stop' : 'start')}
          >
            {demo ? 'Exit demo' : 'Open demo'}
          </button>
        )}
        <button
          type="button"
          className={styles.help}
          aria-label="Help"
          aria-expanded={isHelpOpen}
          title={`Help (${formatAccelerator(getCommand('show-help').keys[0] ?? '', isMac())})`}
          onClick={onHelp}
        >
          ?
        </button>
      </div>
    </header>
  );
}
