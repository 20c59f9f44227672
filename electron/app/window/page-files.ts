import { readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { contentSecurityPolicy } from './content-security-policy.ts';

const contentTypes: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.ttf': 'font/ttf',
  '.woff': 'font/woff',
  '.woff2': 'font/woff2',
};

const securityHeaders = {
  'content-security-policy': contentSecurityPolicy,
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
} as const;

/**
 * The file names of the build: letters, digits, `.`, `_` and `-`, without a leading dot. A path of such names needs no
 * decoding and stays within its folder.
 */
const plainPath = /^(?:\/[\w-][\w.-]*)+$/;

/**
 * The build names these files after their content (`index-Br9sREBZ.css`), so that a reload of the window uses what the
 * page's process has in memory, scripts as compiled (RFC 8246).
 */
const hashedFiles = /^\/assets\/[\w.-]+-[\w-]{8}\.\w+$/;

const refuse = (status: number, more: Readonly<Record<string, string>> = {}): Response =>
  new Response(null, { status, headers: { ...securityHeaders, ...more } });

async function readPageFile(folder: string, path: string): Promise<Uint8Array<ArrayBuffer> | undefined> {
  try {
    return await readFile(join(folder, path));
  } catch {
    // A missing file and a folder give the same answer.
    return undefined;
  }
}

/**
 * Answers a request for a file of the built page.
 *
 * @param folder the folder that the build wrote; files outside of it are not served.
 * @param host requests for other hosts are refused.
 */
export async function answerPageRequest(
  request: Pick<Request, 'method' | 'url'>,
  folder: string,
  host: string,
): Promise<Response> {
  if (request.method !== 'GET') return refuse(405, { allow: 'GET' });
  const url = new URL(request.url);
  const contentType = contentTypes[extname(url.pathname).toLowerCase()];
  if (url.host !== host || !plainPath.test(url.pathname) || contentType === undefined) return refuse(404);
  const content = await readPageFile(folder, url.pathname);
  if (!content) return refuse(404);
  return new Response(content, {
    headers: {
      ...securityHeaders,
      'content-type': contentType,
      'cache-control': hashedFiles.test(url.pathname) ? 'max-age=31536000, immutable' : 'no-cache',
    },
  });
}
