import Button from '@cloudscape-design/components/button';
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
import { TagEditor } from './tag-editor.tsx';

interface Options {
  readonly plan: Plan | undefined;
  /** The planned images by digest. */
  readonly planned: ReadonlyMap<string, PlannedImage>;
  readonly canLeaveOut: boolean;
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

/** The layers that an image transfers, and those that exist at the destination. */
function describeCopy(image: PlannedImage | undefined, plan: Plan | undefined): readonly string[] {
  if (!plan || !image) return ['…'];
  if (isBlocked(image)) return ['Blocked'];
  const { existing, missing, bytes } = countImageLayers(image, plan);
  const transferred = bytes === 0 ? 'Nothing' : `${formatCount(missing, 'layer')}, ${formatBytes(bytes)}`;
  return existing > 0
    ? [transferred, `${formatCount(existing, 'layer')} already at destination`]
    : [transferred];
}

export const reviewColumns = ({ plan, planned, canLeaveOut, onPicks }: Options): ResourceColumn<Pick>[] => [
  {
    id: 'image',
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
    header: 'Source tags',
    cell: ({ sourceTags }) =>
      sourceTags.length > 0 ? (
        <span className={styles.tags}>{sourceTags.join(', ')}</span>
      ) : (
        <span className={styles.untagged}>Untagged</span>
      ),
  },
  {
    id: 'tags',
    header: 'Destination tags',
    cell: (pick) => (
      <TagEditor
        pick={pick}
        changes={planned.get(pick.image.digest)?.tags ?? []}
        onAdd={(tags) => onPicks((current) => addTags(current, pick.image.digest, tags))}
        onRemove={(tag) => onPicks((current) => removeTag(current, pick.image.digest, tag))}
        onReset={() => onPicks((current) => resetTags(current, pick.image.digest))}
      />
    ),
  },
  {
    id: 'copy',
    header: 'To transfer',
    cell: ({ image }) => (
      <div className={styles.quiet}>
        {describeCopy(planned.get(image.digest), plan).map((line) => (
          <div key={line}>{line}</div>
        ))}
      </div>
    ),
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
