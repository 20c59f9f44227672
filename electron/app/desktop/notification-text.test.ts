import { expect, test } from 'vitest';
import type { ImageProgress, Transfer, TransferState } from '../../../shared/models/transfer.ts';
import { describeFinished, describeFirstFailure, describeRequiredSignIn } from './notification-text.ts';

const image: ImageProgress = {
  digest: `sha256:${'a'.repeat(64)}`,
  kind: 'image',
  sourceTags: [],
  destinationTags: [],
  layerDigests: [],
  state: { kind: 'waiting' },
};
const endpoint = {
  profile: 'p',
  region: 'eu-west-1',
  registryId: '111122223333',
  accountId: '111122223333',
  arn: '',
  repositoryUri: '',
};
const transfer = (name: string, state: TransferState): Transfer => ({
  id: name,
  revision: 1,
  state,
  bytes: { total: 2000, alreadyAtDestination: 0, transferred: 1500 },
  bytesPerSecond: 0,
  secondsLeft: undefined,
  startedAt: 0,
  source: { ...endpoint, repositoryName: name },
  destination: { ...endpoint, repositoryName: name },
  images: [image, image],
  layers: {},
});
const done = { kind: 'done', finishedAt: 1 } as const;
const cancelled = { kind: 'cancelled', finishedAt: 1 } as const;
const failed = {
  kind: 'failed',
  finishedAt: 1,
  error: { code: 'network', message: 'The connection was closed.', retryable: true },
} as const;

const waiting = {
  kind: 'waiting-for-credentials',
  error: { code: 'sign-in-needed', message: 'Sign in to corp.', retryable: false },
} as const;

test('names the repository of one finished transfer, and the number of several', () => {
  expect(describeFinished([transfer('team/api', done)])).toEqual({
    title: 'Replication of team/api finished',
    body: '2 images, 1.5 kB transferred.',
  });
  expect(describeFinished([transfer('a', done), transfer('b', done), transfer('c', cancelled)])).toEqual({
    title: '2 transfers finished',
    body: '4 images, 3.0 kB transferred.',
  });
});

test('describes failed transfers first, with the reason', () => {
  expect(describeFinished([transfer('team/api', failed)])).toEqual({
    title: 'Replication of team/api failed',
    body: 'The connection was closed.',
  });
  expect(describeFinished([transfer('a', done), transfer('b', failed)])).toEqual({
    title: '1 of 2 transfers finished, 1 failed',
    body: 'First error: The connection was closed.',
  });
});

test('describes the first failure of a queue that continues', () => {
  expect(describeFirstFailure([transfer('a', done), transfer('team/api', failed)], 38)).toEqual({
    title: '1 of 40 transfers finished, 1 failed',
    body: 'Replication of team/api failed: The connection was closed.',
  });
  expect(describeFirstFailure([transfer('a', done)], 1)).toBeUndefined();
});

test('describes nothing when the user canceled all transfers', () => {
  expect(describeFinished([transfer('a', cancelled)])).toBeUndefined();
});

test('describes a required sign-in only for a transfer that waits for it', () => {
  expect(describeRequiredSignIn(transfer('a', waiting))).toEqual({
    title: 'Sign-in required',
    body: 'Sign in to corp.',
  });
  expect(describeRequiredSignIn(transfer('a', done))).toBeUndefined();
});
