import ExpandableSection from '@cloudscape-design/components/expandable-section';
import { formatCount } from '../../../../shared/format/counts.ts';
import styles from './setup.module.css';

/** The name of one repository, or a collapsed list of several. */
export function RepositoryNames({ names }: { readonly names: readonly string[] }) {
  const [only] = names;
  if (names.length === 1) return <b>{only}</b>;
  return (
    <ExpandableSection variant="inline" headerText={formatCount(names.length, 'repository', 'repositories')}>
      <ul className={styles.names}>
        {names.map((name) => (
          <li key={name}>{name}</li>
        ))}
      </ul>
    </ExpandableSection>
  );
}
