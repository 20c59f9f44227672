import styles from './details.module.css';
import { Facts } from './facts.tsx';

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
