import { createHash } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { bytesBlob } from './bytes-blob.ts';
import { digestOf, generatedBlob } from './generated-blob.ts';

describe('generatedBlob', () => {
  it('has the same bytes for the same seed and others for another', async () => {
    const [one, again, other] = [
      await digestOf(generatedBlob('a', 100_000)),
      await digestOf(generatedBlob('a', 100_000)),
      await digestOf(generatedBlob('b', 100_000)),
    ];
    expect(one).toBe(again);
    expect(one).not.toBe(other);
  });

  it.each([
    [0, 0],
    [5, 5],
    [15, 17],
    [262_143, 262_145],
    [700_001, 999_999],
  ])('returns bytes %i to %i of the whole', async (start, end) => {
    const content = generatedBlob('ranges', 1_000_000);
    const whole = await buffer(content.read());
    expect(whole.length).toBe(1_000_000);
    expect((await buffer(content.read({ start, end }))).equals(whole.subarray(start, end + 1))).toBe(true);
  });

  it('reads the end of a blob of terabytes without computing the rest', async () => {
    const content = generatedBlob('huge', 5e12);
    const bytes = await buffer(content.read({ start: 4e12 + 1, end: 4e12 + 10 }));
    expect(bytes.length).toBe(10);
    const wider = await buffer(content.read({ start: 4e12, end: 4e12 + 10 }));
    expect(wider.subarray(1).equals(bytes)).toBe(true);
  });
});

describe('bytesBlob', () => {
  it('reads the whole and a range', async () => {
    const content = bytesBlob(Buffer.from('0123456789'));
    expect((await buffer(content.read())).toString()).toBe('0123456789');
    expect((await buffer(content.read({ start: 8, end: 9 }))).toString()).toBe('89');
    expect(await digestOf(content)).toBe(`sha256:${createHash('sha256').update('0123456789').digest('hex')}`);
  });
});
