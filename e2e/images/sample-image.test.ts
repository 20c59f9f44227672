import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { layoutDigests } from './oci-layout.ts';
import { buildSampleImage, buildSampleIndex } from './sample-image.ts';

const run = promisify(execFile);

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'sample-image-'));
});
afterEach(async () => rm(directory, { recursive: true }));

describe('buildSampleImage', () => {
  it('creates the same image every time, with a layer over 30 MB, readable by skopeo', async () => {
    const image = await buildSampleImage(join(directory, 'one'));
    const again = await buildSampleImage(join(directory, 'two'));
    expect(again.digest).toBe(image.digest);
    expect(image.blobs.some((blob) => blob.size > 30_000_000)).toBe(true);
    const digests = [image.digest, ...image.blobs.map((blob) => blob.digest)].toSorted();
    expect(await layoutDigests(image.directory)).toEqual(digests);
    const { stdout } = await run('skopeo', ['inspect', `oci:${image.directory}`]);
    expect(JSON.parse(stdout)).toMatchObject({ Digest: image.digest, Architecture: 'amd64' });
  });
});

describe('buildSampleIndex', () => {
  it('creates an index of two platforms that share layers', async () => {
    const index = await buildSampleIndex(directory);
    expect(index.children).toHaveLength(2);
    expect(index.blobs).toHaveLength(6);
    const digests = [index.digest, ...index.children, ...index.blobs.map((blob) => blob.digest)].toSorted();
    expect(await layoutDigests(directory)).toEqual(digests);
    const arm = ['--override-arch', 'arm64', '--override-os', 'linux'];
    const { stdout } = await run('skopeo', [...arm, 'inspect', `oci:${directory}`]);
    expect(JSON.parse(stdout)).toMatchObject({ Architecture: 'arm64' });
  });
});
