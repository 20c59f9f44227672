export interface Page<T> {
  readonly items: readonly T[];
  /** Opaque; absent on the last page. */
  readonly nextToken?: string;
}
/** A total order of text that does not depend on the machine's language. */
export declare function compareText(a: string, b: string): number;
/**
 * One page of a list sorted by `key`. The token carries the last key given out and what it belongs to, so pages
 * stay consistent while items come and go, and finding the place is a binary search.
 *
 * @throws EcrError InvalidParameterException for a token that was not given out for this very list
 */
export declare function pageOf<T>(
  sorted: readonly T[],
  key: (item: T) => string,
  request: {
    readonly list: string;
    readonly nextToken?: string;
    readonly maxResults: number;
  },
): Page<T>;
