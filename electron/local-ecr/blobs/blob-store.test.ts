import { createHash } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { BlobStore } from './blob-store.ts';

const sha256 = (bytes: Uint8Array): string => `sha256:${createHash('sha256').update(bytes).digest('hex')}`;

let store: BlobStore;
beforeEach(async () => {
  store = await BlobStore.open();
});
afterEach(async () => store.close());

describe('BlobStore', () => {
  it('hashes appended bytes and returns them', async () => {
    const upload = await store.beginUpload();
    await upload.append(Buffer.from('one '));
    await upload.append(Buffer.from('two'));
    expect(upload.size).toBe(7);
    const { digest, content } = await upload.finish();
    expect(digest).toBe(sha256(Buffer.from('one two')));
    expect(content.size).toBe(7);
    expect((await buffer(content.read())).toString()).toBe('one two');
  });

  it('keeps the order of appends that overlap in time', async () => {
    const upload = await store.beginUpload();
    const parts = Array.from({ length: 50 }, (_, index) => Buffer.alloc(10_000, index));
    await Promise.all(parts.map(async (part) => upload.append(part)));
    const { digest } = await upload.finish();
    expect(digest).toBe(sha256(Buffer.concat(parts)));
  });

  it('reads a range with both ends included', async () => {
    const upload = await store.beginUpload();
    await upload.append(Buffer.from('0123456789'));
    const { content } = await upload.finish();
    expect((await buffer(content.read({ start: 2, end: 4 }))).toString()).toBe('234');
  });

  it('serves both contents when the same bytes are uploaded twice', async () => {
    const first = await store.beginUpload();
    const second = await store.beginUpload();
    await first.append(Buffer.from('same'));
    await second.append(Buffer.from('same'));
    const [one, two] = [await first.finish(), await second.finish()];
    expect(one.digest).toBe(two.digest);
    expect((await buffer(one.content.read())).toString()).toBe('same');
    expect((await buffer(two.content.read())).toString()).toBe('same');
  });

  it('rejects an append after it was discarded', async () => {
    const upload = await store.beginUpload();
    await upload.append(Buffer.from('gone'));
    await upload.discard();
    await upload.discard();
    await expect(upload.append(Buffer.from('more'))).rejects.toThrow('closed');
    await expect(upload.finish()).rejects.toThrow('closed');
  });

  it('removes all files when closed', async () => {
    const upload = await store.beginUpload();
    await upload.append(Buffer.from('bytes'));
    const { content } = await upload.finish();
    await store.close();
    await expect(buffer(content.read())).rejects.toThrow('ENOENT');
  });
});
