import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { replicationRequestSchema } from '../shared/models/plan.ts';
import type { UnfinishedTransfer } from './engine/transfers/unfinished-transfers.ts';
import { recordingLog } from './recording-log.ts';
import { openTransferMemory } from './transfer-memory.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'transfer-memory-'));
});
afterEach(() => rm(folder, { recursive: true }));

const digest = `sha256:${'a'.repeat(64)}`;
const end = {
  profile: 'build',
  region: 'eu-west-1',
  registryId: '111111111111',
  accountId: '111111111111',
  arn: 'arn:aws:iam::111111111111:user/build',
  repositoryName: 'team/api',
  repositoryUri: '111111111111.dkr.ecr.eu-west-1.amazonaws.com/team/api',
};
const transfer = (number: number): UnfinishedTransfer => ({
  id: `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`,
  startedAt: number,
  begun: true,
  request: replicationRequestSchema.parse({
    source: { profile: 'build', region: 'eu-west-1', repositoryName: 'team/api' },
    destination: {
      profile: 'build',
      region: 'eu-west-1',
      repositoryName: 'team/api',
      createRepository: false,
    },
    images: [{ digest, sourceTags: ['v1'], destinationTags: ['v1'] }],
  }),
  movedTags: ['v1'],
  source: end,
  destination: end,
  images: [{ digest, kind: 'image', sourceTags: ['v1'], destinationTags: ['v1'] }],
  bytes: { total: 10, alreadyThere: 0 },
});

const read = async (): Promise<readonly UnfinishedTransfer[]> =>
  (await openTransferMemory(folder, recordingLog())).unfinished;

test('what was kept and not forgotten is there after a restart, the oldest first', async () => {
  const memory = await openTransferMemory(folder, recordingLog());
  for (const number of [1, 2, 3]) memory.keep(transfer(number));
  memory.forget(transfer(2).id);
  await expect.poll(read).toEqual([transfer(1), transfer(3)]);
});

test('the two thousand latest are kept', async () => {
  const memory = await openTransferMemory(folder, recordingLog());
  for (let number = 1; number <= 2_003; number += 1) memory.keep(transfer(number));
  await memory.written();
  const kept = (await read()).map(({ startedAt }) => startedAt);
  expect([kept.length, kept[0], kept.at(-1)]).toEqual([2_000, 4, 2_003]);
});

test('a transfer that is kept again stays in its place, and others can be put into another order', async () => {
  const memory = await openTransferMemory(folder, recordingLog());
  for (const number of [1, 2, 3, 4]) memory.keep({ ...transfer(number), begun: false });
  memory.keep(transfer(1));
  memory.arrange([4, 2, 3].map((number) => transfer(number).id));
  await memory.written();
  expect((await read()).map(({ startedAt, begun }) => [startedAt, begun])).toEqual([
    [1, true],
    [4, false],
    [2, false],
    [3, false],
  ]);
});

test('a broken file is put aside and told, and nothing is listed', async () => {
  await writeFile(join(folder, 'transfers.json'), '{"version":1,"unfinished":[{}]}');
  const log = recordingLog();
  expect((await openTransferMemory(folder, log)).unfinished).toEqual([]);
  expect(JSON.stringify(log)).toContain('was renamed to');
});

test('the file holds no credentials, only names', async () => {
  const memory = await openTransferMemory(folder, recordingLog());
  memory.keep(transfer(1));
  await expect
    .poll(() => readFile(join(folder, 'transfers.json'), 'utf8').catch(() => ''))
    .toContain('team/api');
  expect(await readFile(join(folder, 'transfers.json'), 'utf8')).not.toMatch(/secret|token|AKIA/i);
});
