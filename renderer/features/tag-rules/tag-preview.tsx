import Icon from '@cloudscape-design/components/icon';
import SegmentedControl from '@cloudscape-design/components/segmented-control';
import { useState } from 'react';
import { formatCount, formatNumber } from '../../../shared/format/counts.ts';
import type { FilteredTags } from '../../../shared/selection/tag-filter.ts';
import { RelativeTime } from '../../components/relative-time.tsx';
import { describeReason } from './reason-words.ts';
import styles from './selection.module.css';

interface Props {
  /** Whose tags these are. */
  readonly repository: string;
  readonly filtered: FilteredTags;
}

type Shown = 'all' | 'in' | 'out';

/** More lines help nobody to judge a filter. */
const mostLines = 200;

/** What a filter makes of one repository's tags, and why. */
export function TagPreview({ repository, filtered }: Props) {
  const [shown, setShown] = useState<Shown>('all');
  const picked = filtered.tags.filter(({ included }) => included);
  const images = new Set(picked.map(({ digest }) => digest)).size;
  const left = filtered.tags.length - picked.length;
  const tags = filtered.tags.filter(({ included }) => shown === 'all' || included === (shown === 'in'));
  return (
    <div className={styles.preview}>
      <div role="status">
        {filtered.problems.length > 0
          ? 'Nothing is picked while a rule cannot be read.'
          : `${formatNumber(picked.length)} of ${formatCount(filtered.tags.length, 'tag')} picked, on ${formatCount(images, 'image')}.`}
      </div>
      <SegmentedControl
        label="Show"
        selectedId={shown}
        options={[
          { id: 'all', text: `All (${formatNumber(filtered.tags.length)})` },
          { id: 'in', text: `Picked (${formatNumber(picked.length)})` },
          { id: 'out', text: `Left out (${formatNumber(left)})` },
        ]}
        onChange={({ detail }) =>
          setShown(detail.selectedId === 'in' ? 'in' : detail.selectedId === 'out' ? 'out' : 'all')
        }
      />
      {tags.length === 0 ? (
        <span className={styles.quiet}>No tag here.</span>
      ) : (
        <ul
          className={styles.tags}
          aria-label={`Tags of ${repository}`}
          // A list that scrolls has to be reached by keyboard.
          tabIndex={0}
        >
          {tags.slice(0, mostLines).map(({ tag, included, reason, pushedAt }) => (
            <li key={tag} className={included ? '' : styles.out}>
              <Icon
                name={included ? 'check' : 'close'}
                size="small"
                variant={included ? 'success' : 'subtle'}
                ariaLabel={included ? 'Picked' : 'Left out'}
              />
              <span className={styles.tag}>{tag}</span>
              <span className={styles.quiet}>{filtered.problems.length === 0 && describeReason(reason)}</span>
              <span className={styles.quiet}>
                <RelativeTime time={pushedAt} />
              </span>
            </li>
          ))}
          {tags.length > mostLines && (
            <li>
              <span />
              <span className={styles.quiet}>and {formatNumber(tags.length - mostLines)} more</span>
            </li>
          )}
        </ul>
      )}
    </div>
  );
}
