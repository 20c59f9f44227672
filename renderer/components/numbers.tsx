import styles from './numbers.module.css';

/** What a number is called, and what is said below it. */
export type NamedNumber = readonly [name: string, value: string, note?: string];

interface Props {
  readonly label: string;
  readonly numbers: readonly NamedNumber[];
  /** Whether they are still being found. */
  readonly isBusy: boolean;
}

/** A few large numbers side by side. */
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
