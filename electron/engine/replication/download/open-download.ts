import type { IncomingMessage } from 'node:http';
import http from 'node:http';
import https from 'node:https';
import type { Network } from '../../aws/network/network.ts';

/** Bytes of a layer, both ends counted from 0 and included; to its end where no last one is given. */
interface ByteRange {
  readonly firstByte: number;
  readonly lastByte?: number;
}

function rangeHeaders({ firstByte, lastByte }: ByteRange): Readonly<Record<string, string>> {
  if (lastByte !== undefined) return { Range: `bytes=${firstByte}-${lastByte}` };
  return firstByte > 0 ? { Range: `bytes=${firstByte}-` } : {};
}

/**
 * Starts a GET of these bytes from a presigned layer URL. The URL carries its own signature: no header is added but Range.
 * The answer is not looked at here, whatever its status.
 *
 * @param stallTimeout milliseconds without a byte after which it counts as broken.
 * @throws what Node throws for a network failure, or AbortError.
 */
export async function openDownload(
  network: Network,
  url: string,
  range: ByteRange,
  stallTimeout: number,
  signal: AbortSignal | undefined,
): Promise<IncomingMessage> {
  const agent = await network.agentFor(url);
  const headers = rangeHeaders(range);
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
