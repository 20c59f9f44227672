import Icon from '@cloudscape-design/components/icon';
import SegmentedControl from '@cloudscape-design/components/segmented-control';
import { useState } from 'react';
import { formatCount, formatNumber } from '../../../shared/format/counts.ts';
import type { FilteredTags, TagReason } from '../../../shared/models/tag-filter.ts';
import { RelativeTime } from '../../components/relative-time.tsx';
import styles from './selection.module.css';
import { assertNever } from '../../../shared/models/result.ts';

/** Why a tag is selected or not; the screen numbers rules from 1. */
function describeReason(reason: TagReason): string {
  switch (reason.kind) {
    case 'passed':
      return 'Passes all rules';
    case 'no-match':
      return `Rule ${reason.rule + 1}: does not match`;
    case 'excluded':
      return `Rule ${reason.rule + 1}: excluded`;
    case 'not-a-version':
      return `Rule ${reason.rule + 1}: not a version`;
    case 'outside-range':
      return `Rule ${reason.rule + 1}: outside the range`;
    case 'prerelease':
      return `Rule ${reason.rule + 1}: a pre-release`;
    case 'not-among-newest':
      return `Rule ${reason.rule + 1}: not among the newest`;
    case 'pushed-before':
      return `Rule ${reason.rule + 1}: pushed before that day`;
    case 'archived':
      return 'Archived';
    case 'referrer':
      return 'Replicated with its image';
    default:
      return assertNever(reason);
  }
}

interface Props {
  /** The repository of the tags. */
  readonly repository: string;
  readonly filtered: FilteredTags;
}

type Shown = 'all' | 'in' | 'out';

/** The maximum number of lines, to keep the list readable. */
const maxLines = 200;

/** The result of a filter for the tags of one repository, with reasons. */
export function TagPreview({ repository, filtered }: Props) {
  const [shown, setShown] = useState<Shown>('all');
  const selected = filtered.tags.filter(({ included }) => included);
  const images = new Set(selected.map(({ digest }) => digest)).size;
  const unselected = filtered.tags.length - selected.length;
  const tags = filtered.tags.filter(({ included }) => shown === 'all' || included === (shown === 'in'));
  return (
    <div className={styles.preview}>
      <div role="status">
        {filtered.problems.length > 0
          ? 'No tag is selected while a rule is invalid.'
          : `${formatNumber(selected.length)} of ${formatCount(filtered.tags.length, 'tag')} selected, on ${formatCount(images, 'image')}.`}
      </div>
      <SegmentedControl
        label="Show"
        selectedId={shown}
        options={[
          { id: 'all', text: `All (${formatNumber(filtered.tags.length)})` },
          { id: 'in', text: `Selected (${formatNumber(selected.length)})` },
          { id: 'out', text: `Not selected (${formatNumber(unselected)})` },
        ]}
        onChange={({ detail }) =>
          setShown(detail.selectedId === 'in' ? 'in' : detail.selectedId === 'out' ? 'out' : 'all')
        }
      />
      {tags.length === 0 ? (
        <span className={styles.quiet}>No tags</span>
      ) : (
        <ul
          className={styles.tags}
          aria-label={`Tags of ${repository}`}
          // A scrollable list must be reachable by keyboard.
          tabIndex={0}
        >
          {tags.slice(0, maxLines).map(({ tag, included, reason, pushedAt }) => (
            <li key={tag} className={included ? '' : styles.out}>
              <Icon
                name={included ? 'check' : 'close'}
                size="small"
                variant={included ? 'success' : 'subtle'}
                ariaLabel={included ? 'Selected' : 'Not selected'}
              />
              <span className={styles.tag}>{tag}</span>
              <span className={styles.quiet}>{filtered.problems.length === 0 && describeReason(reason)}</span>
              <span className={styles.quiet}>
                <RelativeTime time={pushedAt} />
              </span>
            </li>
          ))}
          {tags.length > maxLines && (
            <li>
              <span />
              <span className={styles.quiet}>and {formatNumber(tags.length - maxLines)} more</span>
            </li>
          )}
        </ul>
      )}
    </div>
  );
}
