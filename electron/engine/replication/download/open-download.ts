import type { IncomingMessage } from 'node:http';
import http from 'node:http';
import https from 'node:https';

const httpAgent = new http.Agent({ keepAlive: true, maxSockets: 64 });
const httpsAgent = new https.Agent({ keepAlive: true, maxSockets: 64 });

/**
 * Starts a GET of a presigned layer URL from a byte on. The URL carries its own signature: no header is added but Range.
 * The answer is not looked at here, whatever its status.
 *
 * @param stallTimeout milliseconds without a byte after which it counts as broken.
 * @throws what Node throws for a network failure, or AbortError.
 */
export function openDownload(
  url: string,
  firstByte: number,
  stallTimeout: number,
  signal: AbortSignal | undefined,
): Promise<IncomingMessage> {
  const secure = url.startsWith('https:');
  const headers = firstByte > 0 ? { Range: `bytes=${firstByte}-` } : {};
  const agent = secure ? httpsAgent : httpAgent;
  return new Promise((resolve, reject) => {
    const request = (secure ? https : http).get(
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
