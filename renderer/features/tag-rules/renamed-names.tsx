import { formatCount, formatNumber } from '../../../shared/format/counts.ts';
import type { RenamedName } from '../../../shared/models/rename-rules.ts';
import styles from './renamed-names.module.css';

interface Props {
  /** `Repository names` */
  readonly label: string;
  readonly names: readonly RenamedName[];
  /** The number of all names and of invalid ones, where `names` are only the first. */
  readonly counts?: { readonly total: number; readonly invalid: number };
  /** A note beside a valid new name. */
  readonly getNote?: (name: RenamedName) => string | undefined;
}

/** The maximum number of lines, to keep the list readable. */
const maxLines = 200;

/** The new names; invalid ones come first. */
export function RenamedNames({ label, names, counts, getNote }: Props) {
  const invalid = names.filter(({ problem }) => problem !== undefined);
  const lines = [...invalid, ...names.filter(({ problem }) => problem === undefined)];
  const total = counts?.total ?? names.length;
  const invalidCount = counts?.invalid ?? invalid.length;
  return (
    <div>
      {invalidCount > 0 && (
        <div className={styles.problem} role="status">
          {formatCount(invalidCount, 'name')} cannot be used.
        </div>
      )}
      <ul className={styles.names} aria-label={label} tabIndex={0}>
        {lines.slice(0, maxLines).map((name) => {
          const note = name.problem ?? getNote?.(name);
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
        {total > Math.min(lines.length, maxLines) && (
          <li>and {formatNumber(total - Math.min(lines.length, maxLines))} more</li>
        )}
      </ul>
    </div>
  );
}
