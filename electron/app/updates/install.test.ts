import { createHash } from 'node:crypto';
import { chmod, readdir, stat, symlink, writeFile } from 'node:fs/promises';
import type { RequestListener } from 'node:http';
import { join } from 'node:path';
import { expect, vi } from 'vitest';
import { createNetwork } from '../../engine/aws/network/create-network.ts';
import { defaultTimeouts } from '../../engine/aws/network/timeouts.ts';
import { serveBytes } from '../../testing/update-feed.ts';
import { readText, test, whenState } from '../../testing/update-test.ts';
import { downloadPackage } from './feed/download-package.ts';

/** A package that starts, as an AppImage does, and writes a file. */
const startable = (marker: string, size = 300_000): Buffer =>
  Buffer.from(`#!/bin/sh\necho "$APPIMAGE_SILENT_INSTALL" > '${marker}'\nexit 0\n${'#'.repeat(size)}\n`);

const packageName = 'ecr-image-replicator-0.2.0-linux-x86_64.AppImage';

/** Sends a part of the package, then breaks the connection; later requests get the rest. */
function breakingAt(content: Buffer, ...lengths: number[]): RequestListener {
  return (request, response) => {
    const length = lengths.shift();
    if (length === undefined) {
      serveBytes(content)(request, response);
      return;
    }
    const [, first = '0'] = /^bytes=(\d+)-$/.exec(request.headers.range ?? '') ?? [];
    const from = Number(first);
    response.writeHead(from > 0 ? 206 : 200, {
      'content-length': content.length - from,
      ...(from > 0 && { 'content-range': `bytes ${from}-${content.length - 1}/${content.length}` }),
    });
    response.write(content.subarray(from, from + length), () => response.destroy());
  };
}

/** Waits for what the new version writes, because its folder is removed after the test. */
const whenStarted = (marker: string): Promise<void> => expect.poll(() => readText(marker)).toBe('true\n');

test('downloads, replaces the AppImage and starts the new version', async ({ openApp, feed, folder }) => {
  const marker = join(folder, 'started');
  const content = startable(marker);
  feed.publish({ version: '0.2.0', content });
  const app = await openApp();
  await app.check();
  await app.download();
  expect(await whenState(app, 'ready')).toMatchObject({ state: { update: { version: '0.2.0' } } });
  expect(await readText(app.appImage)).toBe('old version');
  await app.install();
  expect(await app.ended).toBeUndefined();
  expect(await readText(app.appImage)).toBe(content.toString());
  expect((await stat(app.appImage)).mode & 0o777).toBe(0o755);
  expect(await readdir(join(folder, 'apps'))).toEqual(['app.AppImage']);
  await whenStarted(marker);
});

test('gives an AppImage with a version in its name the name of the new one', async ({
  openApp,
  feed,
  folder,
}) => {
  const marker = join(folder, 'started');
  feed.publish({ version: '0.2.0', content: startable(marker) });
  const app = await openApp({ name: 'ecr-image-replicator-0.1.0-linux-x86_64.AppImage' });
  await app.check();
  await app.download();
  await whenState(app, 'ready');
  await app.install();
  await app.ended;
  expect(await readdir(join(folder, 'apps'))).toEqual([packageName]);
  await whenStarted(marker);
});

test('continues a broken download where it broke', async ({ openApp, feed, folder }) => {
  const content = startable(join(folder, 'started'));
  feed.publish({ version: '0.2.0', content });
  feed.files.set(packageName, breakingAt(content, 100_000, 50_000));
  const app = await openApp();
  await app.check();
  await app.download();
  await whenState(app, 'ready');
  const ranges = feed.requests.filter(({ path }) => path === packageName).map(({ range }) => range);
  expect(ranges[0]).toBeUndefined();
  expect(ranges.slice(1)).toEqual([
    expect.stringMatching(/^bytes=\d+-$/),
    expect.stringMatching(/^bytes=\d+-$/),
  ]);
});

test('starts again where the server sends the whole file, and fails after repeated failures', async ({
  feed,
  folder,
}) => {
  const content = startable(join(folder, 'started'));
  const network = createNetwork({
    timeouts: defaultTimeouts,
    settings: () => ({ proxyMode: 'none', certificateFile: feed.authorityFile }),
    environment: {},
  });
  const connection = { network, silence: 10_000 };
  const download = {
    url: new URL('package', feed.url),
    size: content.length,
    sha512: createHash('sha512').update(content).digest('base64'),
    path: join(folder, 'package'),
    onProgress: vi.fn<(bytes: number) => void>(),
  };
  const { signal } = new AbortController();
  let requests = 0;
  feed.files.set('package', (request, response) => {
    requests += 1;
    if (requests === 1) breakingAt(content, 100_000)(request, response);
    else response.end(content);
  });
  await downloadPackage(connection, download, signal);
  expect(await readText(download.path)).toBe(content.toString());

  await expect(downloadPackage(connection, { ...download, path: '/dev/full' }, signal)).rejects.toMatchObject(
    {
      data: {
        code: 'storage',
        message: expect.stringMatching(/^The update cannot be saved in \/dev\. The disk is full/),
      },
    },
  );
  feed.files.set('package', (_request, response) => void response.writeHead(500).end());
  await expect(downloadPackage(connection, download, signal)).rejects.toMatchObject({
    data: { code: 'service-unavailable' },
  });
});

test.for([
  ['another content of the same size', (content: Buffer) => Buffer.alloc(content.length, 'x'), 'SHA-512'],
  ['more bytes', (content: Buffer) => Buffer.concat([content, content]), 'published size'],
] as const)(
  'rejects a package with %s, and keeps nothing of it',
  async ([, change, words], { openApp, feed }) => {
    const content = startable('/nowhere');
    feed.publish({ version: '0.2.0', content });
    feed.files.set(packageName, change(content));
    const app = await openApp();
    await app.check();
    await app.download();
    expect(await whenState(app, 'download-failed')).toMatchObject({
      state: {
        update: { version: '0.2.0' },
        error: { code: 'update-rejected', message: expect.stringContaining(words) },
      },
    });
    expect(await readdir(app.pending)).toEqual([]);
    expect(await readText(app.appImage)).toBe('old version');
    feed.files.set(packageName, content);
    await app.download();
    await whenState(app, 'ready');
  },
);

test('reports progress, and a canceled download can be started again', async ({ openApp, feed }) => {
  const content = startable('/nowhere');
  feed.publish({ version: '0.2.0', content });
  const half = Promise.withResolvers<void>();
  feed.files.set(packageName, (_request, response) => {
    response.writeHead(200, { 'content-length': content.length });
    response.write(content.subarray(0, 150_000), () => half.resolve());
  });
  const app = await openApp();
  await app.check();
  await app.download();
  await half.promise;
  await expect
    .poll(() => app.sent.map(({ state }) => state))
    .toContainEqual(expect.objectContaining({ kind: 'downloading', total: content.length }));
  await app.cancelDownload();
  await whenState(app, 'available');
  feed.files.set(packageName, content);
  await app.download();
  await whenState(app, 'ready');
});

test('downloads by itself when the settings say so', async ({ openApp, feed }) => {
  feed.publish({ version: '0.2.0', content: startable('/nowhere') });
  const app = await openApp({ settings: { download: true } });
  app.blocker = '1 transfer is unfinished.';
  expect(await app.check()).toMatchObject({ state: { kind: 'available' } });
  app.blocker = undefined;
  await app.check();
  await whenState(app, 'ready');
});

test('stops a download by itself when a transfer starts, and continues it after a later check', async ({
  openApp,
  feed,
}) => {
  const content = startable('/nowhere', 3_000_000);
  feed.publish({ version: '0.2.0', content });
  const closed = Promise.withResolvers<void>();
  feed.files.set(packageName, (_request, response) => {
    response.writeHead(200, { 'content-length': content.length });
    let sent = 0;
    const timer = setInterval(() => {
      response.write(content.subarray(sent, sent + 10_000));
      sent += 10_000;
    }, 20);
    response.once('close', () => {
      clearInterval(timer);
      closed.resolve();
    });
  });
  const app = await openApp({ settings: { download: true } });
  await app.check();
  await expect
    .poll(() => app.sent.map(({ state }) => state))
    .toContainEqual(expect.objectContaining({ kind: 'downloading', total: content.length }));
  app.blocker = '1 transfer is unfinished.';
  await closed.promise;
  await whenState(app, 'available');
  app.blocker = undefined;
  feed.files.set(packageName, content);
  await app.check();
  await whenState(app, 'ready');
});

test('does not download again what an earlier start has downloaded', async ({ openApp, feed }) => {
  feed.publish({ version: '0.2.0', content: startable('/nowhere') });
  const start = async (): Promise<void> => {
    const app = await openApp();
    await app.check();
    await app.download();
    await whenState(app, 'ready');
  };
  await start();
  await start();
  expect(feed.requests.filter(({ path }) => path === packageName)).toHaveLength(1);
});

test('is not installed while transfers are unfinished, or when the user keeps the app running', async ({
  openApp,
  feed,
  folder,
}) => {
  const marker = join(folder, 'started');
  feed.publish({ version: '0.2.0', content: startable(marker) });
  const app = await openApp();
  await app.check();
  await app.download();
  await whenState(app, 'ready');
  app.blocker = '1 transfer is unfinished.';
  await expect(app.install()).rejects.toMatchObject({
    data: { code: 'invalid-input', message: '1 transfer is unfinished.' },
  });
  expect(await app.read()).toMatchObject({ state: { kind: 'ready' } });
  app.blocker = undefined;
  app.quits = false;
  await app.install();
  await whenState(app, 'ready');
  expect(await readText(app.appImage)).toBe('old version');
  await expect.poll(() => readdir(join(folder, 'apps'))).toEqual(['app.AppImage']);
  app.quits = true;
  await app.install();
  expect(await app.ended).toBeUndefined();
  await whenStarted(marker);
});

test('keeps the old AppImage when the disk is full, and when the download was changed since', async ({
  openApp,
  feed,
  folder,
}) => {
  feed.publish({ version: '0.2.0', content: startable(join(folder, 'started')) });
  const app = await openApp();
  await app.check();
  await app.download();
  await whenState(app, 'ready');
  await symlink('/dev/full', join(folder, 'apps', '.app.AppImage.update'));
  expect(await app.install()).toMatchObject({
    state: {
      kind: 'install-failed',
      error: { code: 'storage', message: expect.stringContaining('The disk is full') },
    },
  });
  expect(await readdir(join(folder, 'apps'))).toEqual(['app.AppImage']);
  const downloaded = join(app.pending, packageName);
  await chmod(downloaded, 0o644);
  await writeFile(downloaded, 'changed');
  expect(await app.install()).toMatchObject({
    state: { kind: 'install-failed', error: { code: 'update-rejected' } },
  });
  expect(await readText(app.appImage)).toBe('old version');
});
