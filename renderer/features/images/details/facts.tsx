import type { ReactNode } from 'react';
import styles from './details.module.css';

type Fact = readonly [name: string, value: ReactNode];

/** Pairs of name and value; those without a value are omitted. */
export function Facts({ label, facts }: { readonly label: string; readonly facts: readonly Fact[] }) {
  return (
    <dl className={styles.facts} aria-label={label}>
      {facts.map(
        ([name, value]) =>
          value !== undefined &&
          value !== '' && (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ),
      )}
    </dl>
  );
}

interface Props {
  readonly title: string;
  readonly values: Readonly<Record<string, string>>;
}

/** Labels or annotations sorted by name; renders nothing when there are none. */
export function NamedValues({ title, values }: Props) {
  const entries = Object.entries(values).toSorted(([a], [b]) => a.localeCompare(b));
  if (entries.length === 0) return null;
  return (
    <section>
      <h3 className={styles.heading}>{title}</h3>
      <Facts label={title} facts={entries} />
    </section>
  );
}
