import type { IncomingMessage } from 'node:http';
import http from 'node:http';
import https from 'node:https';
import type { Network } from '../../aws/network/network.ts';

/**
 * Starts a GET of a presigned layer URL from a byte on. The URL carries its own signature: no header is added but Range.
 * The answer is not looked at here, whatever its status.
 *
 * @param stallTimeout milliseconds without a byte after which it counts as broken.
 * @throws what Node throws for a network failure, or AbortError.
 */
export async function openDownload(
  network: Network,
  url: string,
  firstByte: number,
  stallTimeout: number,
  signal: AbortSignal | undefined,
): Promise<IncomingMessage> {
  const agent = await network.agentFor(url);
  const headers = firstByte > 0 ? { Range: `bytes=${firstByte}-` } : {};
  return new Promise((resolve, reject) => {
    const request = (url.startsWith('https:') ? https : http).get(
      url,
      { headers, agent, signal, timeout: stallTimeout },
      resolve,
    );
    request.on('timeout', () =>
      request.destroy(Object.assign(new Error('The download stalled'), { code: 'ETIMEDOUT' })),
    );
    request.on('error', reject);
  });
}
