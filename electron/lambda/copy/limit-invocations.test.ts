import { describe, expect, test } from 'vitest';
import { limitInvocations } from './limit-invocations.ts';

const stop = (
  [bytes, remaining]: readonly [number, number?],
  earlier: Parameters<typeof limitInvocations>[1],
  maxInvocations?: number,
) => limitInvocations({ uploads: [], bytes, remaining }, earlier, maxInvocations);

describe('without a limit of invocations', () => {
  test('a copy continues as long as one of three invocations in a row transfers something', () => {
    expect(stop([0], {})).toMatchObject({ kind: 'more', idle: 1 });
    expect(stop([0, 100], { attempt: 1, idle: 1 })).toMatchObject({ kind: 'more', idle: 2 });
    expect(stop([1, 99], { attempt: 2, idle: 2 })).toMatchObject({ kind: 'more', idle: 0 });
    expect(stop([1, 1e12], { attempt: 1_000 })).toMatchObject({ kind: 'more', idle: 0 });
  });

  test('a copy fails after three that transferred nothing, and is not repeated', () => {
    expect(stop([0, 100], { attempt: 5, idle: 2 })).toMatchObject({
      kind: 'failed',
      error: {
        code: 'no-progress',
        message: expect.stringContaining('3 invocations in a row'),
        retryable: false,
      },
    });
  });
});

describe('with a limit of invocations', () => {
  test.each([
    { bytes: 10, remaining: 30, attempt: 0, kind: 'more' },
    { bytes: 10, remaining: 31, attempt: 0, kind: 'too-long' },
    { bytes: 10, remaining: 10, attempt: 2, kind: 'more' },
    { bytes: 10, remaining: 10, attempt: 3, kind: 'too-long' },
    // The layers are there, and the manifests are not.
    { bytes: 10, remaining: 0, attempt: 2, kind: 'more' },
    { bytes: 0, remaining: 10, attempt: 0, kind: 'too-long' },
    { bytes: 0, remaining: undefined, attempt: 0, kind: 'too-long' },
  ])('$bytes bytes in invocation $attempt and $remaining left: $kind', (example) => {
    const { bytes, remaining, attempt, kind } = example;
    expect(stop([bytes, remaining], { attempt }, 4).kind).toBe(kind);
  });
});
