import type { RegistryConnection } from '../aws/clients/registry-connection.ts';
import { findCacheRule } from './pull-through-cache.ts';
import { readPages } from './read-pages.ts';

/** Asked before each further page of a list, with the number of calls made so far. */
export type IsWorth = (calls: number) => boolean | Promise<boolean>;

/** Ends a list that is not worth its calls any more. */
class ListTooLong extends Error {}

/**
 * All pages of a list as `readPages` reads them, or undefined when there are more than are worth the calls.
 *
 * @param read gives the page behind a token; the first one without it.
 */
export async function readPagesWhile<Page extends { readonly nextToken?: string | undefined }>(
  operation: string,
  isWorth: IsWorth,
  read: (nextToken: string | undefined) => Promise<Page>,
): Promise<readonly Page[] | undefined> {
  let calls = 0;
  try {
    return await readPages(operation, async (nextToken) => {
      if (nextToken !== undefined && !(await isWorth(calls))) throw new ListTooLong();
      calls += 1;
      return read(nextToken);
    });
  } catch (error) {
    if (error instanceof ListTooLong) return undefined;
    throw error;
  }
}

/** A list has 1,000 images a call: a small repository is listed whatever is asked of it. */
const fewestCalls = 2;

/**
 * Whether a repository is worth listing on: where that takes no more calls than to ask about its images one by one, and
 * wherever a question could make ECR import from upstream.
 *
 * @param otherCalls how many calls it takes to ask.
 */
export function worthListing(
  registry: RegistryConnection,
  repositoryName: string,
  otherCalls: number,
  signal?: AbortSignal,
): IsWorth {
  let mayImport: boolean | undefined;
  return async (calls) => {
    if (calls < Math.max(fewestCalls, otherCalls)) return true;
    mayImport ??= (await findCacheRule(registry, repositoryName, signal)).kind !== 'none';
    return mayImport;
  };
}
