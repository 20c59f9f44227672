import Button from '@cloudscape-design/components/button';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { formatPlatform, shortDigest } from '../../../shared/models/image.ts';
import type { Plan, PlannedImage } from '../../../shared/models/plan.ts';
import { isBlocked } from '../../../shared/models/plan.ts';
import { Digest } from '../../components/digest.tsx';
import type { ResourceColumn } from '../../components/table-columns.ts';
import { formatBytes } from '../../../shared/format/bytes.ts';
import { formatCount, formatNumber } from '../../../shared/format/counts.ts';
import { describeKind } from '../../models/image-words.ts';
import type { Pick, Picks } from '../../models/picks.ts';
import { addTags, nameOfPick, removePick, removeTag, resetTags } from '../../models/picks.ts';
import { countImageLayers } from './plan-numbers.ts';
import styles from './review-table.module.css';
import type { ConflictActions } from './tag-conflict-item.tsx';
import { TagEditor } from './tag-editor.tsx';

interface Options {
  readonly plan: Plan | undefined;
  /** The images of the latest plan by digest. */
  readonly planned: ReadonlyMap<string, PlannedImage>;
  readonly canLeaveOut: boolean;
  readonly conflictActions: ConflictActions;
  readonly onPicks: (change: (picks: Picks) => Picks) => void;
}

const platformsOf = (image: PlannedImage | undefined): string =>
  (image?.manifests ?? []).flatMap(({ platform }) => (platform ? [formatPlatform(platform)] : [])).join(', ');

const describeLeftOut = ({ digest, platform }: PlannedImage['leftOut'][number]): string =>
  platform ? formatPlatform(platform) : shortDigest(digest);

/** The manifests that are left out, and the referrers. */
function describeExtras(image: PlannedImage | undefined): readonly string[] {
  const { leftOut = [], referrers = [] } = image ?? {};
  const kinds = [...new Set(referrers.map(({ artifactType, tag }) => artifactType ?? tag?.tag ?? ''))];
  return [
    ...(leftOut.length > 0 ? [`Left out: ${leftOut.map(describeLeftOut).join(', ')}`] : []),
    ...(referrers.length > 0 ? [`${formatNumber(referrers.length)} attached: ${kinds.join(', ')}`] : []),
  ];
}

/** Why an image is not copied; its conflicting tags are in their own column. */
function BlockedImage({ image }: { readonly image: PlannedImage }) {
  const reasons = image.blockers.filter(({ action }) => action !== 'change-tags');
  return (
    <div className={styles.reasons}>
      <StatusIndicator type="error">Cannot be copied</StatusIndicator>
      {reasons.map(({ message }) => (
        <div key={message}>{message}</div>
      ))}
      {reasons.length < image.blockers.length && <div>Resolve its tag conflicts.</div>}
    </div>
  );
}

/** The layers that an image transfers, and those that exist at the destination. */
function describeCopy(image: PlannedImage | undefined, plan: Plan | undefined): readonly string[] {
  if (!plan || !image) return ['…'];
  const { existing, missing, bytes } = countImageLayers(image, plan);
  const transferred = bytes === 0 ? 'Nothing' : `${formatCount(missing, 'layer')}, ${formatBytes(bytes)}`;
  return existing > 0
    ? [transferred, `${formatCount(existing, 'layer')} already at destination`]
    : [transferred];
}

export const reviewColumns = ({
  plan,
  planned,
  canLeaveOut,
  conflictActions,
  onPicks,
}: Options): ResourceColumn<Pick>[] => [
  {
    id: 'image',
    width: 215,
    minWidth: 120,
    header: 'Image',
    isRowHeader: true,
    cell: ({ image }) => (
      <div>
        <Digest digest={image.digest} />
        <div className={styles.quiet}>
          {describeKind(image.kind)}, {formatBytes(image.sizeInBytes)}
        </div>
        <div className={styles.platforms}>{platformsOf(planned.get(image.digest))}</div>
        {describeExtras(planned.get(image.digest)).map((line) => (
          <div key={line} className={styles.quiet}>
            {line}
          </div>
        ))}
      </div>
    ),
  },
  {
    id: 'sourceTags',
    width: 110,
    minWidth: 90,
    header: 'Source tags',
    sortKey: ({ sourceTags }) => sourceTags[0],
    cell: ({ sourceTags }) =>
      sourceTags.length > 0 ? (
        <span className={styles.tags}>{sourceTags.join(', ')}</span>
      ) : (
        <span className={styles.untagged}>Untagged</span>
      ),
  },
  {
    id: 'tags',
    minWidth: 220,
    header: 'Destination tags',
    cell: (pick) => (
      <TagEditor
        pick={pick}
        changes={planned.get(pick.image.digest)?.tags ?? []}
        conflictActions={conflictActions}
        onAdd={(tags) => onPicks((current) => addTags(current, pick.image.digest, tags))}
        onRemove={(tag) => onPicks((current) => removeTag(current, pick.image.digest, tag))}
        onReset={() => onPicks((current) => resetTags(current, pick.image.digest))}
      />
    ),
  },
  {
    id: 'copy',
    minWidth: 150,
    header: 'To transfer',
    cell: ({ image }) => {
      const found = planned.get(image.digest);
      return found && isBlocked(found) ? (
        <BlockedImage image={found} />
      ) : (
        <div className={styles.quiet}>
          {describeCopy(found, plan).map((line) => (
            <div key={line}>{line}</div>
          ))}
        </div>
      );
    },
  },
  {
    id: 'leave-out',
    label: 'Leave out',
    width: 60,
    header: <span className="visually-hidden">Leave out</span>,
    cell: (pick) =>
      canLeaveOut && (
        <Button
          variant="inline-icon"
          iconName="remove"
          ariaLabel={`Leave out ${nameOfPick(pick)}`}
          onClick={() => onPicks((current) => removePick(current, pick.image.digest))}
        />
      ),
  },
];
