import { InfoLink } from '../../../components/info-link.tsx';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import type { ReactNode } from 'react';
import type { ImageReplication } from '../../../../shared/models/registry-replication.ts';
import { toErrorData } from '../../../ipc/bridge.ts';
import { Digest } from '../../../components/digest.tsx';
import { EmptyState } from '../../../components/empty-state.tsx';
import { ErrorLine } from '../../../components/error-line.tsx';
import { RefreshButton } from '../../../components/refresh-button.tsx';
import { ResourceTable } from '../../../components/resource-table.tsx';
import type { ResourceColumn } from '../../../components/table-columns.ts';
import type { StatusRequest } from '../api.ts';
import { useImageStatus } from '../api.ts';
import { RegistryName } from '../registry-name.tsx';
import { imageIndicators, registryName } from '../words.ts';

/** An image of the repository. */
interface Image {
  readonly digest: string;
  readonly tags: readonly string[];
}

interface Props {
  readonly repository: Omit<StatusRequest, 'digests'>;
  /** The images of the page. */
  readonly images: readonly Image[];
  /** The number of images on all pages. */
  readonly count: number;
  readonly pages: {
    readonly page: number;
    readonly pageCount: number;
    readonly setPage: (page: number) => void;
    readonly pageSize: number;
  };
  /** The selection of the repository. */
  readonly chooser: ReactNode;
}

interface Row extends Image {
  /** Undefined until it is known. */
  readonly replication: ImageReplication | undefined;
  readonly isPending: boolean;
}

const columns: readonly ResourceColumn<Row>[] = [
  {
    id: 'image',
    header: 'Image',
    minWidth: 200,
    isRowHeader: true,
    cell: ({ digest, tags }) => (
      <>
        {tags.join(', ')} <Digest digest={digest} />
      </>
    ),
  },
  {
    id: 'status',
    header: 'Replication status',
    minWidth: 260,
    cell: (row) => <Status {...row} />,
  },
];

/** How far ECR has replicated each image of a repository. */
export function ImageStatusTable({ repository, images, count, pages, chooser }: Props) {
  const digests = images.map(({ digest }) => digest);
  const status = useImageStatus(digests.length > 0 ? { ...repository, digests } : undefined);
  const byDigest = new Map(status.data?.map((each) => [each.digest, each]));
  const rows = images.map((image) => ({
    ...image,
    replication: byDigest.get(image.digest),
    isPending: status.isFetching,
  }));
  return (
    <ResourceTable
      name="replication-status"
      label="Replication status of images"
      title="Image status"
      info={<InfoLink topic="replication" section="status" about="image status" />}
      count={count}
      actions={
        <RefreshButton
          what="image status"
          updatedAt={status.dataUpdatedAt}
          busy={status.isFetching}
          onRefresh={() => void status.refetch()}
        />
      }
      items={rows}
      columnDefinitions={columns}
      trackBy="digest"
      pages={{ what: 'Image status', ...pages }}
      filter={
        <>
          {chooser}
          {status.error && (
            <ErrorLine
              error={toErrorData(status.error)}
              actions={{ retry: () => void status.refetch() }}
              showSide={false}
            />
          )}
        </>
      }
      empty={<EmptyState title="No images">This repository has no images.</EmptyState>}
    />
  );
}

function Status({ replication, isPending }: Pick<Row, 'replication' | 'isPending'>) {
  if (!replication) return isPending ? <StatusIndicator type="loading">Loading</StatusIndicator> : 'Unknown';
  const { destinations } = replication;
  if (destinations.kind === 'unreadable') return <ErrorLine error={destinations.error} showSide={false} />;
  if (destinations.value.length === 0) return 'Not replicated by a rule';
  return destinations.value.map(({ destination, status, failureCode }) => {
    const [type, label] = imageIndicators[status];
    return (
      <div key={registryName(destination)}>
        <StatusIndicator type={type}>
          {label}
          {failureCode !== undefined && ` (${failureCode})`}
        </StatusIndicator>{' '}
        in <RegistryName registry={destination} />
      </div>
    );
  });
}
