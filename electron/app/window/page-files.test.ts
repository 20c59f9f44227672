import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { answerPageRequest } from './page-files.ts';

let root: string;
let folder: string;

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'page-files-'));
  folder = join(root, 'renderer');
  await mkdir(join(folder, 'assets'), { recursive: true });
  await mkdir(join(root, 'renderer-other'));
  const files = {
    'renderer/index.html': '<!doctype html>',
    'renderer/assets/index-B_1-x.js': 'export {};',
    'renderer/assets/index-Br9sREBZ.js': 'export {};',
    'renderer/assets/index.css': 'p {}',
    'renderer/assets/font.woff2': 'font',
    'renderer/assets/icon.svg': '<svg/>',
    'renderer/assets/unknown.xyz': 'unknown',
    'renderer/.env.js': 'secret',
    'secret.html': 'secret',
    'renderer-other/secret.html': 'secret',
  };
  for (const [name, text] of Object.entries(files)) await writeFile(join(root, name), text);
});
afterAll(() => rm(root, { recursive: true }));

const request = (path: string, method = 'GET', host = 'bundle'): Promise<Response> =>
  // A plain object, because Node's `Request` normalizes paths that Chromium sends unchanged.
  answerPageRequest({ method, url: `app://${host}${path}` }, folder, 'bundle');

test.each([
  ['/index.html', 'text/html; charset=utf-8', '<!doctype html>'],
  ['/index.html?query#hash', 'text/html; charset=utf-8', '<!doctype html>'],
  ['/assets/index-B_1-x.js', 'text/javascript; charset=utf-8', 'export {};'],
  ['/assets/index.css', 'text/css; charset=utf-8', 'p {}'],
  ['/assets/font.woff2', 'font/woff2', 'font'],
  ['/assets/icon.svg', 'image/svg+xml', '<svg/>'],
])('serves %s as %s', async (path, type, text) => {
  const response = await request(path);
  expect([response.status, response.headers.get('content-type')]).toEqual([200, type]);
  expect(await response.text()).toBe(text);
});

test.each([
  ['/assets/index-Br9sREBZ.js', 'max-age=31536000, immutable'],
  ['/assets/index.css', 'no-cache'],
  ['/index.html', 'no-cache'],
])('lets %s be cached as %s', async (path, control) => {
  expect((await request(path)).headers.get('cache-control')).toBe(control);
});

describe('serves nothing outside of the folder', () => {
  test.each([
    '/../secret.html',
    '/assets/../../secret.html',
    '/%2e%2e/secret.html',
    '/%2E%2E%2Fsecret.html',
    '/..%2fsecret.html',
    '/%252e%252e/secret.html',
    '/..%5csecret.html',
    '/..\\secret.html',
    '/assets/..%00/secret.html',
    '/..;/secret.html',
    '/../renderer-other/secret.html',
    '/%c0%ae%c0%ae/secret.html',
    '//etc/passwd.html',
    '/.env.js',
    '/assets',
    '/assets/',
    '/',
    '',
    '/missing.js',
    '/assets/unknown.xyz',
    '/index.html/',
    '/index.html%00.js',
    '/C:/secret.html',
  ])('%s', async (path) => {
    const response = await request(path);
    expect(response.status).toBe(404);
    expect(await response.text()).toBe('');
  });

  test('refuses other hosts', async () => {
    expect((await request('/index.html', 'GET', 'other')).status).toBe(404);
    expect((await request('/index.html', 'GET', 'bundle.example')).status).toBe(404);
  });
});

test.each(['POST', 'PUT', 'DELETE', 'HEAD', 'OPTIONS'])('refuses %s', async (method) => {
  const response = await request('/index.html', method);
  expect([response.status, response.headers.get('allow')]).toEqual([405, 'GET']);
});

test.each([
  ['a file', '/index.html', 'GET'],
  ['a missing file', '/missing.js', 'GET'],
  ['a refused method', '/index.html', 'POST'],
])('sends the security headers with %s', async (_what, path, method) => {
  const { headers } = await request(path, method);
  expect(headers.get('x-content-type-options')).toBe('nosniff');
  expect(headers.get('cross-origin-resource-policy')).toBe('same-origin');
  expect(headers.get('content-security-policy')).toContain("default-src 'none'");
});
