import { InfoLink } from '../../components/info-link.tsx';
import Box from '@cloudscape-design/components/box';
import Icon from '@cloudscape-design/components/icon';
import type { IconProps } from '@cloudscape-design/components/icon';
import type { Plan } from '../../../shared/models/plan.ts';
import type { DestinationChange } from './destination-changes.ts';
import { listDestinationChanges } from './destination-changes.ts';
import styles from './change-list.module.css';

/** Names that are shown; the table of images has all of them. */
const maxNames = 8;

const icons = {
  created: 'add-plus',
  overwritten: 'status-warning',
  unchanged: 'check',
} as const satisfies Record<DestinationChange['kind'], IconProps.Name>;

const listNames = (names: readonly string[]): string =>
  [
    names.slice(0, maxNames).join(', '),
    ...(names.length > maxNames ? [`and ${names.length - maxNames} more`] : []),
  ].join(' ');

/** What a plan changes at the destination. */
export function ChangeList({ plan }: { readonly plan: Plan }) {
  const changes = listDestinationChanges(plan);
  const isEmpty = changes.every(({ kind }) => kind === 'unchanged');
  return (
    <div>
      <Box variant="h3" tagOverride="h2" fontSize="heading-xs">
        Changes at the destination{' '}
        <InfoLink topic="review" section="changes" about="changes at the destination" />
      </Box>
      <ul className={styles.changes} aria-label="Changes at the destination">
        {isEmpty && <li>Nothing is changed.</li>}
        {changes.map(({ kind, text, names }) => (
          <li key={text}>
            <Icon name={icons[kind]} size="small" variant={kind === 'overwritten' ? 'warning' : 'subtle'} />{' '}
            {text}
            {names.length > 0 && <span className={styles.names}>: {listNames(names)}</span>}
          </li>
        ))}
      </ul>
    </div>
  );
}
