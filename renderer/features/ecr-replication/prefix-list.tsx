import ExpandableSection from '@cloudscape-design/components/expandable-section';
import { formatCount } from '../../../shared/format/counts.ts';
import styles from './prefix-list.module.css';

interface Props {
  /** Empty for every repository. */
  readonly prefixes: readonly string[];
  /** The prefixes that a change adds. */
  readonly added?: readonly string[];
}

/** How many prefixes are listed before the others are collapsed. */
const maxListed = 5;

/** The repository prefixes of a replication rule. */
export function PrefixList({ prefixes, added = [] }: Props) {
  if (prefixes.length === 0) return 'All repositories';
  const isNew = new Set(added);
  // Added prefixes first, so that they are not collapsed.
  const sorted = [...added, ...prefixes.filter((prefix) => !isNew.has(prefix))];
  const items = sorted.map((prefix) => (
    <li key={prefix}>
      {prefix}
      {isNew.has(prefix) && <span className={styles.added}> (added)</span>}
    </li>
  ));
  return (
    <>
      <ul className={styles.list}>{items.slice(0, maxListed)}</ul>
      {items.length > maxListed && (
        <ExpandableSection
          variant="inline"
          headerText={formatCount(items.length - maxListed, 'more prefix', 'more prefixes')}
        >
          <ul className={styles.list}>{items.slice(maxListed)}</ul>
        </ExpandableSection>
      )}
    </>
  );
}
