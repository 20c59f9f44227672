import { EngineError } from '../errors/engine-error.ts';
import { readRootCause } from '../errors/root-cause.ts';

/** ECR's page tokens end, and change with what they list: such a list is read once more from its beginning. */
const isTokenRefused = (error: unknown): boolean => {
  const { name, message } = readRootCause(error);
  return (
    name === 'InvalidNextTokenException' ||
    ((name === 'InvalidParameterException' || name === 'ValidationException') &&
      /next_?token|invalid token/i.test(message))
  );
};

const endless = (operation: string): EngineError =>
  new EngineError({
    code: 'not-aws',
    message: `What answers ${operation} gives the same page again and again, which ECR does not. Check the proxy and the endpoint_url of the profile.`,
    retryable: false,
    action: 'retry',
  });

async function readOnce<Page extends { readonly nextToken?: string | undefined }>(
  operation: string,
  read: (nextToken: string | undefined) => Promise<Page>,
): Promise<readonly Page[]> {
  const pages: Page[] = [];
  const tokens = new Set<string>();
  let nextToken: string | undefined;
  do {
    const page = await read(nextToken);
    pages.push(page);
    // A token that is empty, or null as some write it, is none.
    nextToken = page.nextToken || undefined;
    if (nextToken !== undefined && tokens.has(nextToken)) throw endless(operation);
    if (nextToken !== undefined) tokens.add(nextToken);
  } while (nextToken !== undefined);
  return pages;
}

/**
 * All pages of a list. Where ECR does not take one of its own page tokens any more, the list is read once more.
 *
 * @param read gives the page behind a token; the first one without it.
 * @throws EngineError `not-aws` when the pages have no end.
 */
export async function readPages<Page extends { readonly nextToken?: string | undefined }>(
  operation: string,
  read: (nextToken: string | undefined) => Promise<Page>,
): Promise<readonly Page[]> {
  try {
    return await readOnce(operation, read);
  } catch (error) {
    if (!isTokenRefused(error)) throw error;
    return readOnce(operation, read);
  }
}
