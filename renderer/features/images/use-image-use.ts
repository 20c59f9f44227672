import type { TableProps } from '@cloudscape-design/components/table';
import { useQueries, useQueryClient } from '@tanstack/react-query';
import { useContext } from 'react';
import type { ImageUse, ScanFindings } from '../../../shared/models/image-details.ts';
import type { ErrorData } from '../../../shared/models/result.ts';
import { PageVisibilityContext } from '../../components/page-visibility.ts';
import { useTableView } from '../../components/table-views.ts';
import { invoke, toErrorData } from '../../ipc/bridge.ts';
import type { RepositorySelection } from './api.ts';
import { inUseColumnId } from './fact-columns.tsx';
import type { ImageTableRow } from './image-row.ts';

/** How far it is known where the images of a page are in use. */
export type ImageUseState =
  | { readonly kind: 'complete' }
  | { readonly kind: 'reading'; readonly read: number; readonly images: number }
  | { readonly kind: 'denied' }
  | { readonly kind: 'failed'; readonly error: ErrorData };

/** ECR answers one image in one call, and DescribeImageScanFindings has no published rate. */
const maxCalls = 2;

/** What is known of one image. */
interface Answer {
  readonly data?: { readonly digest: string; readonly findings: ScanFindings } | undefined;
  readonly error: Error | null;
}

const isRead = ({ data, error }: Answer): boolean => data !== undefined || error !== null;

function readState(answers: readonly Answer[]): ImageUseState {
  const failed = answers.find(({ error }) => error);
  if (failed?.error) return { kind: 'failed', error: toErrorData(failed.error) };
  if (answers.some(({ data }) => data?.findings.kind === 'hidden')) return { kind: 'denied' };
  const read = answers.filter(isRead).length;
  return read === answers.length ? { kind: 'complete' } : { kind: 'reading', read, images: answers.length };
}

interface ImageUses {
  readonly byDigest: ReadonlyMap<string, ImageUse>;
  readonly state: ImageUseState;
}

const combineAnswers = (answers: readonly Answer[]): ImageUses => ({
  byDigest: new Map(
    answers.flatMap(({ data }) =>
      data?.findings.kind === 'scanned' && data.findings.inUse ? [[data.digest, data.findings.inUse]] : [],
    ),
  ),
  state: readState(answers),
});

/** The images of the rows and the stored platforms below open rows; other artifacts are not scanned. */
function listDigests(
  rows: readonly ImageTableRow[],
  { expandableRows }: Pick<TableProps<ImageTableRow>, 'expandableRows'>,
): readonly string[] {
  const children = (expandableRows?.expandedItems ?? []).flatMap(
    (row) => expandableRows?.getItemChildren(row) ?? [],
  );
  const digests = [...rows, ...children].flatMap((row) => {
    if (row.kind === 'child')
      return row.child.kind === 'platform' && row.child.isStored ? [row.child.digest] : [];
    return row.image.kind === 'image' || row.image.kind === 'index' ? [row.id] : [];
  });
  return [...new Set(digests)];
}

/**
 * Reads where the images of the visible rows are in use, a few at a time, while the user sees the column. An answer is
 * kept until the list of images is refreshed; a denial or a failure ends reading, because further images answer the same.
 */
export function useImageUse(
  repository: RepositorySelection,
  listedSince: number | undefined,
  rows: readonly ImageTableRow[],
  openRows: Pick<TableProps<ImageTableRow>, 'expandableRows'>,
): ImageUses {
  const client = useQueryClient();
  const isPageVisible = useContext(PageVisibilityContext);
  const [{ columns }] = useTableView('images');
  const isShown = columns?.some(({ id, visible }) => id === inUseColumnId && visible) ?? false;
  const digests = isShown ? listDigests(rows, openRows) : [];

  const queryKeyOf = (digest: string) => ['images', repository, 'findings', listedSince, digest];
  const known = digests.map(
    (digest): Answer => client.getQueryState<Answer['data']>(queryKeyOf(digest)) ?? { error: null },
  );
  const unread = digests.filter((_, index) => known[index] && !isRead(known[index]));
  const canRead = isPageVisible && readState(known).kind === 'reading';
  const next = new Set(canRead ? unread.slice(0, maxCalls) : []);

  return useQueries({
    queries: digests.map((digest) => ({
      queryKey: queryKeyOf(digest),
      queryFn: async () => ({ digest, findings: await invoke('images.findings', { ...repository, digest }) }),
      enabled: next.has(digest),
      staleTime: Infinity,
    })),
    combine: combineAnswers,
  });
}
