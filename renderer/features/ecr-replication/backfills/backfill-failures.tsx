import ExpandableSection from '@cloudscape-design/components/expandable-section';
import { formatCount } from '../../../../shared/format/counts.ts';
import type { BackfillFailure, BackfillResults } from '../../../../shared/models/replication-backfill.ts';
import { Digest } from '../../../components/digest.tsx';
import { ResourceTable } from '../../../components/resource-table.tsx';
import type { ResourceColumn } from '../../../components/table-columns.ts';
import { useTableRows } from '../../../components/use-table-rows.ts';

const columns: readonly ResourceColumn<BackfillFailure>[] = [
  {
    id: 'image',
    header: 'Image',
    minWidth: 220,
    isRowHeader: true,
    sortKey: ({ repositoryName, tag = '', digest = '' }) => `${repositoryName}:${tag} ${digest}`,
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
    sortKey: ({ failureCode }) => failureCode,
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
  const table = useTableRows('backfill-failures', failures, columns, { what: 'Failed images' });
  if (failures.length === 0) return null;
  const title = `${hasMore ? 'The first ' : ''}${formatCount(failures.length, 'failure')}`;
  return (
    <ExpandableSection variant="footer" headerText={title}>
      <ResourceTable
        {...table}
        label="Failed images of the backfill"
        trackBy={({ repositoryName, digest, tag }) => `${repositoryName} ${digest} ${tag}`}
      />
    </ExpandableSection>
  );
}
