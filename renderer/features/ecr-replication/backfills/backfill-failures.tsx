import ExpandableSection from '@cloudscape-design/components/expandable-section';
import type { TableProps } from '@cloudscape-design/components/table';
import Table from '@cloudscape-design/components/table';
import { formatCount } from '../../../../shared/format/counts.ts';
import type { BackfillFailure, BackfillResults } from '../../../../shared/models/replication-backfill.ts';
import { Digest } from '../../../components/digest.tsx';
import { Pager } from '../../../components/pager.tsx';
import { usePages } from '../../../components/use-pages.ts';

const columns: readonly TableProps.ColumnDefinition<BackfillFailure>[] = [
  {
    id: 'image',
    header: 'Image',
    minWidth: 220,
    isRowHeader: true,
    cell: ({ repositoryName, tag, digest }) => (
      <>
        {repositoryName}
        {tag !== undefined && `:${tag}`} {digest !== undefined && <Digest digest={digest} />}
      </>
    ),
  },
  {
    id: 'code',
    header: 'Failure code',
    minWidth: 200,
    cell: ({ failureCode, childFailureCodes }) => (
      <>
        {failureCode}
        {childFailureCodes.length > 0 && <div>Manifests: {childFailureCodes.join(', ')}</div>}
      </>
    ),
  },
];

/** The images that a backfill did not copy. */
export function BackfillFailures({ results: { failures, hasMore } }: { readonly results: BackfillResults }) {
  const pages = usePages(failures, 25);
  if (failures.length === 0) return null;
  const title = `${hasMore ? 'The first ' : ''}${formatCount(failures.length, 'failure')}`;
  return (
    <ExpandableSection variant="footer" headerText={title}>
      <Table
        variant="embedded"
        wrapLines
        ariaLabels={{ tableLabel: 'Failed images of the backfill' }}
        items={pages.items}
        columnDefinitions={columns}
        trackBy={({ repositoryName, digest, tag }) => `${repositoryName} ${digest} ${tag}`}
        pagination={<Pager what="Failed images" {...pages} />}
      />
    </ExpandableSection>
  );
}
