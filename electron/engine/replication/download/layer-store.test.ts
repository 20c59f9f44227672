import { once } from 'node:events';
import { createServer } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect } from 'vitest';
import type { RepositoryHandle } from '../../aws/clients/repository-handle.ts';
import { defaultTimeouts } from '../../aws/network/timeouts.ts';
import type { Fault } from '../../../local-ecr/faults/fault.ts';
import { seedImage } from '../../../testing/seed-image.ts';
import { quickRetries } from '../../../testing/two-registries.ts';
import { downloadLayer } from './download-layer.ts';
import { probeDownload } from './probe-download.ts';
import { test as base } from '../../../testing/registries-test.ts';

const MiB = 1024 * 1024;
const size = 12 * MiB;
/** Milliseconds. */
const silence = 1_000;
let count = 0;

const read = async (
  { repository, digest }: { readonly repository: RepositoryHandle; readonly digest: string },
  onChunk: (position: number) => Promise<unknown> = async () => undefined,
): Promise<number> => {
  const blob = { digest, size, mediaType: '', kind: 'layer' } as const;
  let bytes = 0;
  for await (const chunk of downloadLayer(repository, blob, quickRetries)) {
    bytes += chunk.length;
    await onChunk(bytes);
  }
  return bytes;
};

const test = base
  .extend('registriesOptions', { scope: 'file' }, () => ({
    timeouts: { ...defaultTimeouts, stalledDownload: silence },
  }))
  .extend('setUp', ({ registries }) => async () => {
    count += 1;
    const name = `store/${count}`;
    const { layerDigests } = await seedImage(registries.source.createRepository(name), [[name, size]]);
    const [digest = ''] = layerDigests;
    registries.ecr.calls.clear();
    return { repository: await registries.sourceRepository(name), digest };
  })
  .extend(
    'requests',
    ({ registries }) =>
      (): readonly string[] =>
        registries.ecr.calls.of('DownloadLayer').map(({ outcome }) => outcome ?? ''),
  );

describe('silence', () => {
  test('processing a chunk may take longer than the limit: the connection stays, and no byte is sent twice', async ({
    setUp,
    requests,
  }) => {
    const at = await setUp();
    let paused = false;
    const bytes = await read(at, async () => {
      if (paused) return;
      paused = true;
      // The limit has to pass without effect.
      await delay(3 * silence);
    });
    expect(bytes).toBe(size);
    expect(requests()).toEqual(['ok']);
  });

  test('a response that never arrives is requested again', async ({ registries, setUp }) => {
    const at = await setUp();
    registries.ecr.faults.add({ kind: 'stall', operation: 'DownloadLayer' });
    expect(await read(at)).toBe(size);
    expect(registries.ecr.faults.waiting).toEqual([]);
  });
});

describe('a web page instead of the layer', () => {
  test.for([200, 206])(
    'ends the download at once, also with HTTP %i',
    async (status, { registries, setUp, requests }) => {
      const at = await setUp();
      const login = createServer((_request, response) =>
        response.writeHead(status, { 'content-type': 'text/html; charset=utf-8' }).end('<html>Log in</html>'),
      ).listen(0, '127.0.0.1');
      try {
        await once(login, 'listening');
        const address = login.address();
        const port = typeof address === 'object' ? address?.port : undefined;
        const location = `http://127.0.0.1:${port}/login`;
        registries.ecr.faults.add({ kind: 'redirect-download', redirect: 302, location, times: Infinity });
        await expect(read(at)).rejects.toMatchObject({
          data: { code: 'not-aws', message: expect.stringContaining('A web page answered') },
        });
        expect(requests()).toHaveLength(1);
      } finally {
        login.close();
      }
    },
  );
});

describe('an error response of the layer store', () => {
  test('for a policy fails at once, with the cause and the words of S3', async ({
    registries,
    setUp,
    requests,
  }) => {
    const at = await setUp();
    registries.ecr.faults.add({ kind: 'access-denied', operation: 'DownloadLayer', times: 9 });
    await expect(read(at)).rejects.toMatchObject({
      data: {
        code: 'access-denied',
        side: 'source',
        retryable: false,
        message: expect.stringMatching(/Data-perimeter and VPC endpoint policies are the usual cause/),
        detail: 'GET layer: HTTP 403 · AccessDenied · Access Denied',
      },
    });
    expect(requests()).toEqual(['AccessDenied']);
    await expect(probeDownload(at.repository, at.digest)).rejects.toMatchObject({
      data: { code: 'access-denied' },
    });
  });

  test('for an expired URL leads to a new URL', async ({ registries, setUp }) => {
    const at = await setUp();
    registries.ecr.faults.add({ kind: 'expire-download', afterBytes: 5 * MiB });
    registries.ecr.faults.add({ kind: 'reset-request', operation: 'DownloadLayer' });
    expect(await read(at)).toBe(size);
    expect(registries.ecr.calls.of('GetDownloadUrlForLayer').length).toBeGreaterThan(1);
  });

  test.for<[string, Fault]>([
    ['503', { kind: 'throttle', operation: 'DownloadLayer', times: 3 }],
    ['500', { kind: 'server-error', status: 500, operation: 'DownloadLayer', times: 3 }],
  ])('%s is retried', async ([, fault], { registries, setUp }) => {
    const at = await setUp();
    registries.ecr.faults.add(fault);
    expect(await read(at)).toBe(size);
    expect(registries.ecr.faults.waiting).toEqual([]);
  });
});

describe('a redirect of the layer store', () => {
  test.for([301, 302, 303, 307, 308] as const)(
    '%i is followed, with the range',
    async (redirect, { registries, setUp, requests }) => {
      const at = await setUp();
      registries.ecr.faults.add({ kind: 'redirect-download', redirect, times: 2 });
      registries.ecr.faults.add({ kind: 'reset-download', afterBytes: 5 * MiB });
      registries.ecr.faults.add({ kind: 'redirect-download', redirect });
      expect(await read(at)).toBe(size);
      expect(registries.ecr.faults.waiting).toEqual([]);
      expect(requests().filter((outcome) => outcome === 'redirect-download')).toHaveLength(3);
    },
  );

  test.for([
    ['to another protocol', 'ftp://example.com/layer', 'not safe to use (ftp)'],
    ['with a password', 'http://somebody:secret@127.0.0.1/layer', 'a user name or password'],
    ['to nowhere', '', 'no address'],
  ] as const)('%s is not followed', async ([, location, what], { registries, setUp }) => {
    const at = await setUp();
    registries.ecr.faults.add({ kind: 'redirect-download', redirect: 302, location });
    await expect(read(at)).rejects.toMatchObject({
      data: { code: 'not-aws', side: 'source', message: expect.stringContaining(what) },
    });
  });

  test('without an end fails', async ({ registries, setUp, requests }) => {
    const at = await setUp();
    registries.ecr.faults.add({ kind: 'redirect-download', redirect: 302, times: 99 });
    await expect(read(at)).rejects.toMatchObject({
      data: { code: 'not-aws', message: expect.stringContaining('one redirect after another') },
    });
    expect(requests().length).toBeLessThan(10);
  });
});
