import styles from './numbers.module.css';

/** A number with its name and an optional note below it. */
export type NamedNumber = readonly [name: string, value: string, note?: string];

interface Props {
  readonly label: string;
  readonly numbers: readonly NamedNumber[];
  /** True while the numbers are still being computed. */
  readonly isBusy: boolean;
}

/** Key numbers side by side. */
export function Numbers({ label, numbers, isBusy }: Props) {
  return (
    <dl className={styles.numbers} aria-label={label} aria-busy={isBusy}>
      {numbers.map(([name, value, note]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>
            {value}
            <small>{note}</small>
          </dd>
        </div>
      ))}
    </dl>
  );
}
