import { expect, test } from 'vitest';
import type { ErrorData } from '../../../../shared/models/result.ts';
import { createDirectNetwork } from '../../aws/network/direct-network.ts';
import { defaultTimeouts } from '../../aws/network/timeouts.ts';
import { EngineError } from '../../errors/engine-error.ts';
import { neverAsleep } from '../../async/computer-sleep.ts';
import type { RepositoryHandle } from '../../aws/clients/repository-handle.ts';
import { createUploadMethods } from './upload-methods.ts';

const minute = 60_000;
const unused = (): never => {
  throw new Error('Not called here');
};
const destination: RepositoryHandle = {
  name: 'team/api',
  registry: {
    profile: 'production',
    region: 'us-east-1',
    registryId: '222222222222',
    timeouts: defaultTimeouts,
    network: createDirectNetwork(defaultTimeouts),
    sleep: neverAsleep,
    reportFailure: () => undefined,
    call: unused,
    getRegistryToken: unused,
    discardRegistryToken: unused,
    whenResumed: unused,
    forSide: unused,
    withContext: unused,
  },
};

const unreachable = new EngineError({
  code: 'network',
  message: 'Unreachable.',
  side: 'destination',
  retryable: true,
});
const denied = new EngineError({
  code: 'access-denied',
  message: 'No.',
  side: 'destination',
  retryable: false,
});

const setUp = (unavailableBefore?: ErrorData) => {
  let time = 0;
  const reported: (number | undefined | 'available')[] = [];
  const uploadMethods = createUploadMethods('auto', {
    now: () => time,
    onUnavailable: (_, retryIn) => void reported.push(retryIn),
    onAvailable: () => void reported.push('available'),
    unavailableBefore,
  });
  return {
    reported,
    uploadMethods,
    choose: () => uploadMethods.selectMethod(destination),
    fail: (error: EngineError) => uploadMethods.fallBackToApi(destination, error),
    pass: (milliseconds: number) => {
      time += milliseconds;
    },
  };
};

test('replaces an unreachable endpoint, tries it again with one layer later, and uses it again when it works', () => {
  const { uploadMethods, choose, fail, pass, reported } = setUp();
  expect(choose()).toBe('registry');
  expect(fail(unreachable)).toBe(true);
  expect(choose()).toBe('api');
  pass(minute);
  // Only one layer tries it.
  expect([choose(), choose()]).toEqual(['registry', 'api']);
  expect(fail(unreachable)).toBe(true);
  pass(minute);
  expect(choose()).toBe('api');
  pass(minute);
  expect(choose()).toBe('registry');
  uploadMethods.registrySucceeded(destination);
  expect([choose(), choose()]).toEqual(['registry', 'registry']);
  expect(reported).toEqual([minute, 2 * minute, 'available']);
});

test('reports layers that fail together once', () => {
  const { fail, reported } = setUp();
  expect([fail(unreachable), fail(unreachable), fail(unreachable)]).toEqual([true, true, true]);
  expect(reported).toEqual([minute]);
});

test('never tries an endpoint again that refused', () => {
  const { choose, fail, pass, reported } = setUp();
  expect(fail(denied)).toBe(true);
  pass(1_000 * minute);
  expect(choose()).toBe('api');
  expect(reported).toEqual([undefined]);
});

test.each([
  ['of the source', { ...unreachable.data, side: 'source' as const }],
  ['that occurs with the API as well', { ...denied.data, code: 'quota-exceeded' as const }],
])('keeps the endpoint after a failure %s', (_, data) => {
  const { choose, fail } = setUp();
  expect(fail(new EngineError(data))).toBe(false);
  expect(choose()).toBe('registry');
});

test('tries an endpoint later that was unavailable while planning, and reports both', () => {
  const { uploadMethods, choose, pass, reported } = setUp(unreachable.data);
  expect(choose()).toBe('api');
  pass(minute);
  expect(choose()).toBe('registry');
  uploadMethods.registrySucceeded(destination);
  expect(choose()).toBe('registry');
  expect(reported).toEqual([minute, 'available']);
});

test('reports what is left of the wait that began while planning', () => {
  const { choose, pass, reported } = setUp(unreachable.data);
  pass(minute - 10_000);
  expect(choose()).toBe('api');
  expect(reported).toEqual([10_000]);
});

test('leaves an endpoint that only refuses requests, and tries it again later', () => {
  const { uploadMethods, choose, fail, pass, reported } = setUp();
  const refused = new EngineError({
    code: 'service-unavailable',
    message: 'HTTP 503',
    side: 'destination',
    retryable: true,
  });
  const isRepeated = (): boolean => {
    const error = uploadMethods.judgeFailure(destination, refused);
    return error instanceof EngineError && error.data.retryable;
  };
  expect([1, 2, 3, 4, 5].map(isRepeated)).toEqual([true, true, true, true, true]);
  pass(5_000);
  uploadMethods.registryProgressed(destination);
  expect([1, 2, 3, 4].map(isRepeated)).toEqual([true, true, true, true]);
  pass(5_000);
  expect(isRepeated()).toBe(false);
  const left = uploadMethods.judgeFailure(destination, refused);
  expect(left instanceof EngineError && fail(left)).toBe(true);
  expect([reported, choose()]).toEqual([[minute], 'api']);
  pass(minute);
  expect(choose()).toBe('registry');
});

test('repeats requests to an unreachable endpoint, and leaves one that keeps nothing of two requests', () => {
  const { uploadMethods, pass } = setUp();
  pass(10 * minute);
  expect(uploadMethods.judgeFailure(destination, unreachable)).toBe(unreachable);
  expect(uploadMethods.judgeFailure(destination, unreachable, 1)).toBe(unreachable);
  expect(uploadMethods.judgeFailure(destination, unreachable, 2)).toMatchObject({
    data: { code: 'network', retryable: false },
  });
});
