import Icon from '@cloudscape-design/components/icon';
import SegmentedControl from '@cloudscape-design/components/segmented-control';
import { useState } from 'react';
import { formatCount, formatNumber } from '../../../shared/format/counts.ts';
import type { RulesPreview } from '../../../shared/models/rules-preview.ts';
import type { TagReason } from '../../../shared/models/tag-filter.ts';
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
  readonly preview: RulesPreview;
}

type Shown = keyof RulesPreview['lines'];

const shownLines: readonly Shown[] = ['all', 'selected', 'unselected'];

/** Instead of the result of rules that cannot be previewed. */
export const InvalidRule = () => <div role="status">Complete the rules to see which tags they select.</div>;

/** The result of rules for the tags of one repository, with reasons. */
export function TagPreview({ repository, preview }: Props) {
  const [shown, setShown] = useState<Shown>('all');
  const { selected, problems } = preview;
  const counts = { all: preview.tags, selected, unselected: preview.tags - selected };
  const lines = preview.lines[shown];
  return (
    <div className={styles.preview}>
      <div role="status">
        {problems.length > 0
          ? 'No tag is selected while a rule is invalid.'
          : `${formatNumber(selected)} of ${formatCount(preview.tags, 'tag')} selected, on ${formatCount(preview.images, 'image')}.`}
      </div>
      <SegmentedControl
        label="Show"
        selectedId={shown}
        options={[
          { id: 'all', text: `All (${formatNumber(counts.all)})` },
          { id: 'selected', text: `Selected (${formatNumber(counts.selected)})` },
          { id: 'unselected', text: `Not selected (${formatNumber(counts.unselected)})` },
        ]}
        onChange={({ detail }) => setShown(shownLines.find((each) => each === detail.selectedId) ?? 'all')}
      />
      {lines.length === 0 ? (
        <span className={styles.quiet}>No tags</span>
      ) : (
        <ul
          className={styles.tags}
          aria-label={`Tags of ${repository}`}
          // A scrollable list must be reachable by keyboard.
          tabIndex={0}
        >
          {lines.map(({ tag, included, reason, pushedAt }) => (
            <li key={tag} className={included ? '' : styles.out}>
              <Icon
                name={included ? 'check' : 'close'}
                size="small"
                variant={included ? 'success' : 'subtle'}
                ariaLabel={included ? 'Selected' : 'Not selected'}
              />
              <span className={styles.tag}>{tag}</span>
              <span className={styles.quiet}>{problems.length === 0 && describeReason(reason)}</span>
              <span className={styles.quiet}>
                <RelativeTime time={pushedAt} />
              </span>
            </li>
          ))}
          {counts[shown] > lines.length && (
            <li>
              <span />
              <span className={styles.quiet}>and {formatNumber(counts[shown] - lines.length)} more</span>
            </li>
          )}
        </ul>
      )}
    </div>
  );
}
