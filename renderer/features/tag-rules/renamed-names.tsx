import { formatCount, formatNumber } from '../../../shared/format/counts.ts';
import type { RenamedName } from '../../../shared/selection/rename-rules.ts';
import styles from './renamed-names.module.css';

interface Props {
  /** `Names of repositories` */
  readonly label: string;
  readonly names: readonly RenamedName[];
  /** What there is to say beside a new name that can be used. */
  readonly noteOf?: (name: RenamedName) => string | undefined;
}

/** More lines help nobody to judge the changes. */
const mostLines = 200;

/** What becomes of each name; those that cannot be come first. */
export function RenamedNames({ label, names, noteOf }: Props) {
  const bad = names.filter(({ problem }) => problem !== undefined);
  const lines = [...bad, ...names.filter(({ problem }) => problem === undefined)];
  return (
    <div>
      {bad.length > 0 && (
        <div className={styles.problem} role="status">
          {formatCount(bad.length, 'name')} cannot be used.
        </div>
      )}
      <ul className={styles.names} aria-label={label} tabIndex={0}>
        {lines.slice(0, mostLines).map((name) => {
          const note = name.problem ?? noteOf?.(name);
          return (
            <li key={name.from}>
              <span>{name.from}</span>
              <span aria-hidden="true">→</span>
              <span className={name.from === name.to ? styles.same : styles.changed}>
                <span className="visually-hidden">becomes </span>
                {name.to}
              </span>
              <span className={name.problem === undefined ? styles.note : styles.problem}>{note}</span>
            </li>
          );
        })}
        {lines.length > mostLines && <li>and {formatNumber(lines.length - mostLines)} more</li>}
      </ul>
    </div>
  );
}
