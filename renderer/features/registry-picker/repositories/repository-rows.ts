import type { Repository } from '../../../../shared/models/repository.ts';
import { compareTexts } from '../../../../shared/text/compare-keys.ts';

const columns = ['name', 'uri', 'createdAt', 'tagMutability', 'encryption', 'scanOnPush'] as const;
export type RepositoryColumn = (typeof columns)[number];

/** The column of a field name; `name` for an unknown one. */
export const repositoryColumn = (field: string | undefined): RepositoryColumn =>
  columns.find((column) => column === field) ?? 'name';

export interface RepositorySort {
  readonly column: RepositoryColumn;
  readonly descending: boolean;
}

function compare(a: Repository, b: Repository, column: RepositoryColumn): number {
  if (column === 'createdAt') return a.createdAt - b.createdAt;
  if (column === 'scanOnPush') return Number(a.scanOnPush) - Number(b.scanOnPush);
  return compareTexts(a[column], b[column]);
}

/** Returns a sorted copy; equal rows are sorted by name. */
export function sortRepositories(
  rows: readonly Repository[],
  { column, descending }: RepositorySort,
): Repository[] {
  const sign = descending ? -1 : 1;
  return rows.toSorted((a, b) => sign * compare(a, b, column) || compare(a, b, 'name'));
}

/** The rows whose URI contains the text. */
export function filterRepositories(rows: readonly Repository[], filter: string): readonly Repository[] {
  const text = filter.trim().toLowerCase();
  return text === '' ? rows : rows.filter(({ uri }) => uri.includes(text));
}
