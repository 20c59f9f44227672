import { expect, test } from 'vitest';
import type { Transfer } from './transfer.ts';
import { applyTransferUpdate } from './transfer.ts';

const digest = `sha256:${'a'.repeat(64)}`;
const side = {
  profile: 'p',
  region: 'eu-west-1',
  registryId: '111111111111',
  accountId: '111111111111',
  arn: 'a',
};
const transfer: Transfer = {
  id: 'one',
  revision: 1,
  state: { kind: 'running' },
  bytes: { total: 10, alreadyAtDestination: 0, transferred: 0 },
  bytesPerSecond: 0,
  secondsLeft: 9,
  startedAt: 0,
  source: { ...side, repositoryName: 'r1', repositoryUri: 'u1' },
  destination: { ...side, repositoryName: 'r2', repositoryUri: 'u2' },
  images: [
    {
      digest,
      kind: 'image',
      sourceTags: [],
      destinationTags: [],
      layerDigests: [digest],
      state: { kind: 'waiting' },
    },
  ],
  layers: { [digest]: { digest, kind: 'layer', size: 10, state: { kind: 'waiting' } } },
};

test('an update replaces the status and only the states that it contains', () => {
  const status = {
    id: 'one',
    revision: 1,
    state: { kind: 'running' },
    bytes: { total: 10, alreadyAtDestination: 0, transferred: 4 },
    bytesPerSecond: 2,
    secondsLeft: undefined,
  } as const;
  const state = { kind: 'copying', transferred: 4, bytesPerSecond: 2 } as const;

  const updated = applyTransferUpdate(transfer, { status, images: [], layers: [{ digest, state }] });

  expect(updated.bytes.transferred).toBe(4);
  expect(updated.secondsLeft).toBeUndefined();
  expect(updated.layers[digest]?.state).toEqual(state);
  expect(updated.images).toBe(transfer.images);
  expect(transfer.layers[digest]?.state).toEqual({ kind: 'waiting' });
});

test('ignores unknown images and layers in an update', () => {
  const updated = applyTransferUpdate(transfer, {
    status: transfer,
    images: [{ digest, index: 7, state: { kind: 'copying' } }],
    layers: [{ digest: 'sha256:unknown', state: { kind: 'done' } }],
  });
  expect(updated.images).toEqual(transfer.images);
  expect(updated.layers).toEqual(transfer.layers);
});

test('an older update changes nothing', () => {
  const copy = { ...transfer, revision: 3 };
  const older = {
    status: { ...transfer, revision: 2, state: { kind: 'paused' } },
    images: [],
    layers: [],
  } as const;
  expect(applyTransferUpdate(copy, older)).toBe(copy);
  expect(applyTransferUpdate(copy, { ...older, status: { ...older.status, revision: 4 } })).toMatchObject({
    revision: 4,
    state: { kind: 'paused' },
  });
});
