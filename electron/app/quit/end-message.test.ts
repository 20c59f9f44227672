import { expect, test } from 'vitest';
import type { ImageProgress, Transfer, TransferState } from '../../../shared/models/transfer.ts';
import { endMessage } from './end-message.ts';

const image: ImageProgress = {
  digest: `sha256:${'a'.repeat(64)}`,
  kind: 'image',
  sourceTags: [],
  destinationTags: [],
  layerDigests: [],
  state: { kind: 'waiting' },
};
const end = {
  profile: 'p',
  region: 'eu-west-1',
  registryId: '111122223333',
  accountId: '111122223333',
  arn: '',
  repositoryUri: '',
};
const transfer = (name: string, state: TransferState): Transfer => ({
  id: name,
  state,
  bytes: { total: 2000, alreadyThere: 0, transferred: 1500 },
  bytesPerSecond: 0,
  secondsLeft: undefined,
  startedAt: 0,
  source: { ...end, repositoryName: name },
  destination: { ...end, repositoryName: name },
  images: [image, image],
  layers: {},
});
const done = { kind: 'done', finishedAt: 1 } as const;
const cancelled = { kind: 'cancelled', finishedAt: 1 } as const;
const failed = {
  kind: 'failed',
  finishedAt: 1,
  error: { code: 'network', message: 'The network broke off.', retryable: true },
} as const;

test('one that is done names its repository, several their number', () => {
  expect(endMessage([transfer('team/api', done)])).toEqual({
    title: 'team/api is replicated',
    body: '2 images, 1.5 kB moved.',
  });
  expect(endMessage([transfer('a', done), transfer('b', done), transfer('c', cancelled)])).toEqual({
    title: '2 replications are done',
    body: '4 images, 3.0 kB moved.',
  });
});

test('a failure stands first, with its reason', () => {
  expect(endMessage([transfer('team/api', failed)])).toEqual({
    title: 'team/api was not replicated',
    body: 'The network broke off.',
  });
  expect(endMessage([transfer('a', done), transfer('b', failed)])).toEqual({
    title: '1 replication failed',
    body: '1 other went well. The first failure: The network broke off.',
  });
});

test('who has cancelled all is told nothing', () => {
  expect(endMessage([transfer('a', cancelled)])).toBeUndefined();
});
