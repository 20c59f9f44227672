import { EngineError } from '../errors/engine-error.ts';
import { readRootCause } from '../errors/root-cause.ts';

interface PageOutput {
  readonly nextToken?: string | undefined;
}

/** Decides before each further page whether to read it, given the number of calls so far. */
export type ShouldContinue = (calls: number) => boolean | Promise<boolean>;

/** ECR rejects a page token that has expired, and one of a list that changed since. */
const isTokenRejected = (error: unknown): boolean => {
  const { name, message } = readRootCause(error);
  return (
    name === 'InvalidNextTokenException' ||
    ((name === 'InvalidParameterException' || name === 'ValidationException') &&
      /next_?token|invalid token/i.test(message))
  );
};

const repeatedPageError = (operation: string): EngineError =>
  new EngineError({
    code: 'not-aws',
    message: `The endpoint that answers ${operation} returns the same page again and again, which ECR does not. Check the proxy and the endpoint_url of the profile.`,
    retryable: false,
    action: 'retry',
  });

async function readAllPages<Page extends PageOutput>(
  operation: string,
  readPage: (nextToken: string | undefined) => Promise<Page>,
  shouldContinue: ShouldContinue,
): Promise<readonly Page[] | undefined> {
  const pages: Page[] = [];
  const tokens = new Set<string>();
  let nextToken: string | undefined;
  do {
    if (nextToken !== undefined && !(await shouldContinue(pages.length))) return undefined;
    const page = await readPage(nextToken);
    pages.push(page);
    // Some endpoints write an empty token or null on the last page.
    nextToken = page.nextToken || undefined;
    if (nextToken !== undefined && tokens.has(nextToken)) throw repeatedPageError(operation);
    if (nextToken !== undefined) tokens.add(nextToken);
  } while (nextToken !== undefined);
  return pages;
}

/**
 * Reads the pages of a list, or returns undefined as soon as `shouldContinue` answers false. When ECR rejects one of
 * its own page tokens, the list is read once more from its first page.
 *
 * @param operation the name of the operation, for errors.
 * @param readPage reads the page of a token; the first page without one.
 * @throws EngineError `not-aws` when a page token repeats.
 */
export async function paginateWhile<Page extends PageOutput>(
  operation: string,
  readPage: (nextToken: string | undefined) => Promise<Page>,
  shouldContinue: ShouldContinue,
): Promise<readonly Page[] | undefined> {
  try {
    return await readAllPages(operation, readPage, shouldContinue);
  } catch (error) {
    if (!isTokenRejected(error)) throw error;
    return readAllPages(operation, readPage, shouldContinue);
  }
}

/**
 * Reads all pages of a list.
 *
 * @throws as `paginateWhile` does.
 */
export async function paginate<Page extends PageOutput>(
  operation: string,
  readPage: (nextToken: string | undefined) => Promise<Page>,
): Promise<readonly Page[]> {
  return (await paginateWhile(operation, readPage, () => true)) ?? [];
}
