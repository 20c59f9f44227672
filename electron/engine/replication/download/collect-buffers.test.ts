import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect } from 'vitest';
import { seedImage } from '../../../testing/seed-image.ts';
import { test } from '../../../testing/registries-test.ts';

const child = join(import.meta.dirname, '../../../testing/copy-in-child.ts');
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'collect-buffers-'));
});
afterAll(async () => {
  await rm(folder, { recursive: true });
});

test('started with --expose-gc, copies a large layer without V8 marking its whole heap again and again', async ({
  registries,
}) => {
  const { source, destination } = registries;
  const seeded = await seedImage(source.createRepository('large'), [['large', 160_000_000]], ['v1']);
  const copied = destination.createRepository('copied');
  const request = registries.request(
    { from: 'large', to: 'copied' },
    [{ digest: seeded.digest, sourceTags: ['v1'], destinationTags: ['v1'] }],
    { uploadMethod: 'registry' },
  );
  // In another process, because the registries of this one allocate far more buffers than the copy. With a given number of
  // layers at once nothing is read ahead, whose buffers V8 marks too, and how much is read ahead depends on the load.
  const started = ['--expose-gc', '--trace-gc', child, folder, JSON.stringify(request), '1'];
  const copying = spawn(process.execPath, started, { stdio: ['ignore', 'pipe', 'inherit'] });
  const [collections, [status]] = await Promise.all([text(copying.stdout), once(copying, 'exit')]);
  expect(status).toBe(0);
  expect(copied.tags.get('v1')).toBe(seeded.digest);
  const count = (kind: string): number => collections.split(kind).length - 1;
  // 1 and 47 with the flag, up to 7 marks on a busy machine; 13 to 16 marks and 9 or 10 collections of young objects without it.
  expect(count('Mark-Compact')).toBeLessThan(count('Scavenge') / 4);
});
