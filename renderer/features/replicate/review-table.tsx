import Button from '@cloudscape-design/components/button';
import Header from '@cloudscape-design/components/header';
import Pagination from '@cloudscape-design/components/pagination';
import Table from '@cloudscape-design/components/table';
import { useMemo } from 'react';
import { shortDigest } from '../../../shared/models/image.ts';
import type { Plan } from '../../../shared/models/plan.ts';
import { Digest } from '../../components/digest.tsx';
import { usePages } from '../../components/use-pages.ts';
import { formatBytes } from '../../format/bytes.ts';
import { formatCount, formatNumber } from '../../format/counts.ts';
import { describeKind } from '../../models/image-words.ts';
import type { Pick, Picks } from '../../models/picks.ts';
import { addTags, removePick, removeTag, resetTags } from '../../models/picks.ts';
import { countImageLayers } from './plan-numbers.ts';
import styles from './review-table.module.css';
import { TagEditor } from './tag-editor.tsx';

interface Props {
  readonly picks: Picks;
  readonly plan: Plan | undefined;
  readonly onPicks: (change: (picks: Picks) => Picks) => void;
}

const pageSize = 25;

/** The picked images with their tags at the destination, which are edited here. */
export function ReviewTable({ picks, plan, onPicks }: Props) {
  const rows = useMemo(() => [...picks.values()], [picks]);
  const planned = useMemo(() => new Map(plan?.images.map((image) => [image.digest, image])), [plan]);
  const pages = usePages(rows, pageSize);

  const transferOf = ({ image }: Pick) => {
    const found = planned.get(image.digest);
    if (!plan || !found) return <span className={styles.quiet}>…</span>;
    const { there, missing, bytes } = countImageLayers(found, plan);
    return (
      <span className={styles.quiet}>
        {bytes === 0 ? 'Nothing' : `${formatCount(missing, 'layer')}, ${formatBytes(bytes)}`}
        {there > 0 && <div>{formatCount(there, 'layer')} there</div>}
      </span>
    );
  };

  return (
    <Table
      variant="container"
      wrapLines
      cellVerticalAlign="top"
      items={pages.items}
      trackBy={({ image }) => image.digest}
      ariaLabels={{ tableLabel: 'Images to replicate' }}
      header={
        <Header variant="h2" counter={`(${formatNumber(rows.length)})`}>
          Images and tags
        </Header>
      }
      pagination={
        pages.pageCount > 1 && (
          <Pagination
            currentPageIndex={pages.page}
            pagesCount={pages.pageCount}
            onChange={({ detail }) => pages.setPage(detail.currentPageIndex)}
          />
        )
      }
      columnDefinitions={[
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
          header: 'Tags at the destination',
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
        { id: 'transfer', header: 'To copy', cell: transferOf },
        {
          id: 'remove',
          header: <span className="visually-hidden">Leave out</span>,
          cell: ({ image }) =>
            rows.length > 1 && (
              <Button
                variant="inline-icon"
                iconName="remove"
                ariaLabel={`Leave out ${image.tags[0] ?? shortDigest(image.digest)}`}
                onClick={() => onPicks((current) => removePick(current, image.digest))}
              />
            ),
        },
      ]}
    />
  );
}
