import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { promisify } from 'node:util';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { keystream } from './byte-generator.ts';
import { generatedLayer } from './generated-layer.ts';

const run = promisify(execFile);

describe('generatedLayer', () => {
  it.each([4096, 65_535, 65_536, 65_537, 65_536 * 3 + 22, 65_536 * 3 + 23, 1_000_003])(
    'is a gzip of %i bytes around its tar',
    async (size) => {
      const layer = generatedLayer(`size ${size}`, size);
      const gzip = await buffer(layer.compressed.read());
      expect(gzip.length).toBe(size);
      expect(layer.compressed.size).toBe(size);
      const tar = await buffer(layer.uncompressed.read());
      expect(tar.length).toBe(layer.uncompressed.size);
      expect(gunzipSync(gzip).equals(tar)).toBe(true);
    },
  );

  it.each([
    [0, 9],
    [9, 15],
    [65_530, 65_600],
    [262_143, 262_145],
    [600_000, 999_999],
  ])('returns bytes %i to %i of the whole', async (start, end) => {
    const { compressed, uncompressed } = generatedLayer('ranges', 1_000_000);
    const gzip = await buffer(compressed.read());
    expect((await buffer(compressed.read({ start, end }))).equals(gzip.subarray(start, end + 1))).toBe(true);
    const tar = await buffer(uncompressed.read());
    expect((await buffer(uncompressed.read({ start, end }))).equals(tar.subarray(start, end + 1))).toBe(true);
  });

  it('unpacks with tar', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'generated-layer-'));
    try {
      await writeFile(
        join(directory, 'layer.tar.gz'),
        generatedLayer('team/api 1', 500_000).compressed.read(),
      );
      await run('tar', ['-xzf', 'layer.tar.gz'], { cwd: directory });
      const file = await readFile(join(directory, 'opt', 'team-api-1.bin'));
      expect(file.length).toBeGreaterThan(490_000);
      expect(file.equals(keystream('team/api 1')(0, file.length))).toBe(true);
    } finally {
      await rm(directory, { recursive: true });
    }
  });

  it('rejects a size too small for a file', () => {
    expect(() => generatedLayer('small', 4095)).toThrow(RangeError);
  });
});
