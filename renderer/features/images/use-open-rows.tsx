import StatusIndicator from '@cloudscape-design/components/status-indicator';
import type { TableProps } from '@cloudscape-design/components/table';
import { useState } from 'react';
import type { ErrorData } from '../../../shared/models/result.ts';
import { ErrorLine } from '../../components/error-line.tsx';
import { toErrorData } from '../../ipc/bridge.ts';
import type { RepositorySelection } from './api.ts';
import { useImageChildren } from './api.ts';
import type { ImageTableRow } from './image-row.ts';
import { isExpandable, toChildRow } from './image-row.ts';

/** The properties of a table whose rows open to the platforms of an index and to what is attached to an image. */
export function useOpenRows(
  repository: RepositorySelection,
  listedSince: number | undefined,
  rows: readonly ImageTableRow[],
): Partial<TableProps<ImageTableRow>> {
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set());
  const openRows = rows.filter((row) => open.has(row.id) && isExpandable(row));
  const digests = openRows.map(({ id }) => id);
  const children = useImageChildren(repository, listedSince, digests);

  const errorOf = (digest: string): ErrorData | undefined => {
    const answer = children.get(digest);
    return answer?.error ? toErrorData(answer.error) : answer?.data?.error;
  };

  return {
    expandableRows: {
      isItemExpandable: isExpandable,
      expandedItems: openRows,
      getItemChildren: (row) =>
        row.kind === 'image'
          ? (children.get(row.id)?.data?.children ?? []).map((child, place) =>
              toChildRow(row.image, child, place),
            )
          : [],
      onExpandableItemToggle({ detail: { item, expanded } }) {
        const next = new Set(open);
        if (expanded) next.add(item.id);
        else next.delete(item.id);
        setOpen(next);
      },
    },
    getLoadingStatus(row) {
      if (!row) return 'finished';
      if (errorOf(row.id)) return 'error';
      return children.get(row.id)?.data ? 'finished' : 'loading';
    },
    renderLoaderLoading: () => <StatusIndicator type="loading">Loading</StatusIndicator>,
    renderLoaderError({ item }) {
      const error = item && errorOf(item.id);
      const retry = item && children.get(item.id)?.refetch;
      return error && <ErrorLine error={error} actions={retry ? { retry } : {}} showSide={false} />;
    },
    renderLoaderEmpty: () => 'Nothing belongs to this image.',
  };
}
