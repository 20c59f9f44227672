import { readAwsError } from '../../errors/aws-error.ts';
import { EngineError } from '../../errors/engine-error.ts';
import { isAbort } from '../../errors/to-error-data.ts';
import type { RetryPolicy } from '../../async/retry.ts';
import { defaultRetryPolicy, withRetry } from '../../async/retry.ts';
import type { RepositoryHandle } from '../../aws/clients/repository-handle.ts';
import { getDownloadUrl } from '../../ecr/download-url.ts';
import { readStoreAnswer, storeRefusal } from './download-refusal.ts';
import { openDownload } from './open-download.ts';

/** A host that a firewall drops is not heard of by trying often. */
const probePolicy: RetryPolicy = { ...defaultRetryPolicy, attempts: 2, attemptsWhenThrottled: 2 };

const outOfReach = (host: string, what: string, cause?: unknown): EngineError =>
  new EngineError(
    {
      code: 'network',
      message: `ECR hands out layers from ${host}, which cannot be read from here (${what}). Let this host through the firewall, proxy or VPC endpoint, then try again.`,
      side: 'source',
      retryable: true,
      action: 'retry',
    },
    cause,
  );

/**
 * Fetches the first byte of a layer: proves that its URL may be had and that its host, which is S3 and not ECR, can be
 * reached.
 *
 * @throws EngineError
 */
export async function probeDownload(source: RepositoryHandle, digest: string): Promise<void> {
  const { network, timeouts } = source.registry;
  const url = await getDownloadUrl(source, digest);
  const { host } = new URL(url);
  await withRetry(probePolicy, undefined, async () => {
    try {
      const range = { firstByte: 0, lastByte: 0 };
      const response = await openDownload(network, url, range, timeouts.connection, undefined);
      const { statusCode } = response;
      if (statusCode !== 206 && statusCode !== 200)
        throw storeRefusal(await readStoreAnswer(response, timeouts.connection), host, digest);
      response.destroy();
    } catch (error) {
      if (error instanceof EngineError || isAbort(error)) throw error;
      throw outOfReach(host, readAwsError(error).code ?? 'no answer', error);
    }
  });
}
