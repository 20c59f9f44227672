import ExpandableSection from '@cloudscape-design/components/expandable-section';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { InfoLink } from '../../components/info-link.tsx';
import { formatBytes } from '../../../shared/format/bytes.ts';
import { formatCount } from '../../../shared/format/counts.ts';
import type { CheckedContents, HistoryEntry } from '../../../shared/models/history.ts';
import { describeDifference } from '../../../shared/text/difference.ts';
import { Digest } from '../../components/digest.tsx';
import { ResourceTable } from '../../components/resource-table.tsx';
import type { ResourceColumn } from '../../components/table-columns.ts';
import styles from './history.module.css';
import { useTableRows } from '../../components/use-table-rows.ts';

type Image = HistoryEntry['images'][number];

/** The digest of an image at the destination, as verification read it. */
type ReadBack =
  | { readonly kind: 'same' }
  | { readonly kind: 'other'; readonly digest: string }
  | { readonly kind: 'missing' }
  | { readonly kind: 'not-read' };

/** What verification read of an image: its own manifest, and its tags when they point elsewhere. */
function readBack({ outcome, contents, destinationDigest }: Image): ReadBack {
  if (outcome.kind === 'verified') return { kind: 'same' };
  if (outcome.kind === 'already-at-destination') return { kind: outcome.verified ? 'same' : 'not-read' };
  if (outcome.kind !== 'different' || !contents?.differences) return { kind: 'not-read' };
  for (const difference of contents.differences) {
    if ('digest' in difference && difference.digest !== destinationDigest) continue;
    if (difference.kind === 'manifest-missing') return { kind: 'missing' };
    if (difference.kind === 'manifest-differs' || difference.kind === 'tag-elsewhere')
      return { kind: 'other', digest: difference.actualDigest };
  }
  return { kind: 'same' };
}

const columns: readonly ResourceColumn<Image>[] = [
  {
    id: 'image',
    header: 'Image',
    isRowHeader: true,
    sortKey: ({ destinationTags: [first], sourceTags: [other] }) => first ?? other,
    cell: ({ destinationTags, sourceTags }) => (
      <span className={styles.tags}>
        {(destinationTags.length > 0 ? destinationTags : sourceTags).join(', ') || 'Untagged'}
      </span>
    ),
  },
  {
    id: 'expected',
    header: 'Expected digest',
    cell: ({ destinationDigest }) => <Digest digest={destinationDigest} />,
  },
  {
    id: 'actual',
    header: 'Digest read back',
    sortKey: (image) => readBack(image).kind,
    cell: (image) => <ActualDigest image={image} />,
  },
  { id: 'manifests', header: 'Manifests', cell: ({ contents }) => <Manifests contents={contents} /> },
  {
    id: 'layers',
    header: 'Layers and configs',
    sortKey: ({ contents }) => contents?.layers.bytes,
    cell: ({ contents }) =>
      contents
        ? `${formatCount(contents.layers.count, 'blob')}, ${formatBytes(contents.layers.bytes)}`
        : 'Not recorded',
  },
  { id: 'differences', header: 'Differences', cell: (image) => <Differences image={image} /> },
];

function ActualDigest({ image }: { readonly image: Image }) {
  const result = readBack(image);
  switch (result.kind) {
    case 'same':
      return <StatusIndicator type="success">Same as expected</StatusIndicator>;
    case 'other':
      return (
        <>
          <StatusIndicator type="error">Other digest</StatusIndicator>
          <div>
            <Digest digest={result.digest} />
          </div>
        </>
      );
    case 'missing':
      return <StatusIndicator type="error">Missing</StatusIndicator>;
    case 'not-read':
      return <StatusIndicator type="stopped">Not read back</StatusIndicator>;
  }
}

function Manifests({ contents }: { readonly contents: CheckedContents | undefined }) {
  if (!contents) return 'Not recorded';
  return (
    <ExpandableSection variant="inline" headerText={formatCount(contents.manifests.length, 'manifest')}>
      <ul className={styles.manifests}>
        {contents.manifests.map(({ digest, mediaType }) => (
          <li key={digest}>
            <Digest digest={digest} />
            <div className={styles.quiet}>{mediaType}</div>
          </li>
        ))}
      </ul>
    </ExpandableSection>
  );
}

function Differences({ image: { outcome, contents } }: { readonly image: Image }) {
  if (outcome.kind === 'verified' || (outcome.kind === 'already-at-destination' && outcome.verified))
    return 'None';
  if (outcome.kind !== 'different') return 'Not compared';
  const { differences } = contents ?? {};
  if (!differences) return formatCount(outcome.differences, 'difference');
  return (
    <ul className={styles.manifests}>
      {differences.map((difference) => (
        <li key={JSON.stringify(difference)}>{describeDifference(difference)}</li>
      ))}
    </ul>
  );
}

/** What was read back from the destination and compared for each image of a transfer. */
export function EntryVerification({ images }: { readonly images: readonly Image[] }) {
  const table = useTableRows('history-verification', images, columns, { what: 'Images' });
  return (
    <ResourceTable
      {...table}
      trackBy="sourceDigest"
      label="Verification report"
      title="Verification report"
      info={<InfoLink topic="review" section="digests" about="verification" />}
      description="What had to be at the destination, and what was found there."
    />
  );
}
