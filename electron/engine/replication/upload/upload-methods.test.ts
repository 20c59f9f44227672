import { expect, test } from 'vitest';
import type { ErrorData } from '../../../../shared/result.ts';
import { createDirectNetwork } from '../../aws/network/direct-network.ts';
import { defaultTimeouts } from '../../aws/clients/timeouts.ts';
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
    call: unused,
    getRegistryToken: unused,
    discardRegistryToken: unused,
    whenResumed: unused,
    forSide: unused,
    withContext: unused,
  },
};

const gone = new EngineError({ code: 'network', message: 'Gone.', side: 'destination', retryable: true });
const denied = new EngineError({
  code: 'access-denied',
  message: 'No.',
  side: 'destination',
  retryable: false,
});

const setUp = (closedBefore?: ErrorData) => {
  let time = 0;
  const told: (number | undefined | 'opened')[] = [];
  const uploadMethods = createUploadMethods('auto', {
    now: () => time,
    closed: (_, retryIn) => void told.push(retryIn),
    opened: () => void told.push('opened'),
    closedBefore,
  });
  return {
    told,
    uploadMethods,
    take: () => uploadMethods.uploadMethodFor(destination),
    fail: (error: EngineError) => uploadMethods.fallBack(destination, error),
    pass: (milliseconds: number) => {
      time += milliseconds;
    },
  };
};

test('an endpoint out of reach is left, tried again by one blob later, and used again when it answers', () => {
  const { uploadMethods, take, fail, pass, told } = setUp();
  expect(take()).toBe('registry');
  expect(fail(gone)).toBe(true);
  expect(take()).toBe('api');
  pass(minute);
  // One blob alone tries it.
  expect([take(), take()]).toEqual(['registry', 'api']);
  expect(fail(gone)).toBe(true);
  pass(minute);
  expect(take()).toBe('api');
  pass(minute);
  expect(take()).toBe('registry');
  uploadMethods.worked(destination);
  expect([take(), take()]).toEqual(['registry', 'registry']);
  expect(told).toEqual([minute, 2 * minute, 'opened']);
});

test('blobs that fail together leave it once', () => {
  const { fail, told } = setUp();
  expect([fail(gone), fail(gone), fail(gone)]).toEqual([true, true, true]);
  expect(told).toEqual([minute]);
});

test('one that refuses is left for good', () => {
  const { take, fail, pass, told } = setUp();
  expect(fail(denied)).toBe(true);
  pass(1_000 * minute);
  expect(take()).toBe('api');
  expect(told).toEqual([undefined]);
});

test.each([
  ['of the source', { ...gone.data, side: 'source' as const }],
  ['that the API would meet as well', { ...denied.data, code: 'quota-exceeded' as const }],
])('a failure %s leaves it open', (_, data) => {
  const { take, fail } = setUp();
  expect(fail(new EngineError(data))).toBe(false);
  expect(take()).toBe('registry');
});

test('one that the plan did not reach is tried later, and the log says so', () => {
  const { uploadMethods, take, pass, told } = setUp(gone.data);
  expect(take()).toBe('api');
  pass(minute);
  expect(take()).toBe('registry');
  uploadMethods.worked(destination);
  expect(take()).toBe('registry');
  expect(told).toEqual([minute, 'opened']);
});
