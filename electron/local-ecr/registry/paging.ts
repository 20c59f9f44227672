import { invalidParameter } from './ecr-error.ts';

export interface Page<T> {
  readonly items: readonly T[];
  /** Opaque; absent on the last page. */
  readonly nextToken?: string;
}

/** A total order of text that does not depend on the machine's locale. */
export function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

/**
 * One page of a list sorted by `key`. The token contains the last key and the identity of the list, so pages stay
 * consistent while items are added and removed, and finding the position is a binary search.
 *
 * @throws EcrError InvalidParameterException for a token of another list
 */
export function pageOf<T>(
  sorted: readonly T[],
  key: (item: T) => string,
  request: { readonly list: string; readonly nextToken?: string; readonly maxResults: number },
): Page<T> {
  const start =
    request.nextToken === undefined ? 0 : firstAfter(sorted, key, readToken(request.nextToken, request.list));
  const items = sorted.slice(start, start + request.maxResults);
  const last = items.at(-1);
  if (last === undefined || start + items.length >= sorted.length) return { items };
  return { items, nextToken: writeToken(request.list, key(last)) };
}

function firstAfter<T>(sorted: readonly T[], key: (item: T) => string, after: string): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const item = sorted[middle];
    if (item !== undefined && compareText(key(item), after) <= 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

function writeToken(list: string, after: string): string {
  return Buffer.from(JSON.stringify([list, after])).toString('base64');
}

function readToken(token: string, list: string): string {
  const parsed = parseToken(token);
  if (Array.isArray(parsed) && parsed[0] === list && typeof parsed[1] === 'string') return parsed[1];
  throw invalidParameter('nextToken', 'Invalid token');
}

function parseToken(token: string): unknown {
  try {
    return JSON.parse(Buffer.from(token, 'base64').toString());
  } catch {
    return undefined;
  }
}
