import { expect, test } from 'vitest';
import type { Transfer, TransferState } from '../../../shared/models/transfer.ts';
import { createWorkWatch } from './transfer-monitor.ts';

const end = {
  profile: 'p',
  region: 'eu-west-1',
  registryId: '111122223333',
  accountId: '111122223333',
  arn: '',
  repositoryName: 'team/api',
  repositoryUri: '',
};
const transfer = (id: string, state: TransferState): Transfer => ({
  id,
  state,
  bytes: { total: 100, alreadyThere: 0, transferred: 50 },
  bytesPerSecond: 0,
  secondsLeft: undefined,
  startedAt: 0,
  source: end,
  destination: end,
  images: [],
  layers: {},
});
const running = { kind: 'running' } as const;
const done = { kind: 'done', finishedAt: 1 } as const;
const waiting = {
  kind: 'waiting-for-credentials',
  error: { code: 'sign-in-needed', message: 'Sign in to corp.', retryable: false },
} as const;

function setUp({ isInFront = false, whenEnded = true, whenWaiting = true } = {}) {
  const seen = { shown: [] as unknown[], awake: [] as boolean[], told: [] as string[], settled: 0 };
  const watch = createWorkWatch({
    show: (summary) => void seen.shown.push(summary.progress),
    keepAwake: (wanted) => void seen.awake.push(wanted),
    notify: ({ title }) => void seen.told.push(title),
    isInFront: () => isInFront,
    settings: () => ({ whenEnded, whenWaiting }),
    settled: () => void (seen.settled += 1),
  });
  return { watch, seen };
}

test('the computer stays awake while something copies, and one notification tells of all that ended', () => {
  const { watch, seen } = setUp();
  watch.listed([transfer('a', running), transfer('b', { kind: 'waiting' })]);
  expect(watch.summary()).toMatchObject({ active: 2, progress: 0.5 });
  watch.updated(transfer('a', done));
  watch.ended(transfer('a', done));
  expect(seen.awake.at(-1)).toBe(true);
  expect(seen.told).toEqual([]);
  expect(seen.settled).toBe(0);
  watch.updated(transfer('b', done));
  watch.ended(transfer('b', done));
  expect(seen.awake.at(-1)).toBe(false);
  expect(seen.shown.at(-1)).toBeUndefined();
  expect(seen.told).toEqual(['2 replications are done']);
  expect(seen.settled).toBeGreaterThan(0);
});

test('a sign-in that is waited for is told once', () => {
  const { watch, seen } = setUp();
  watch.updated(transfer('a', running));
  watch.updated(transfer('a', waiting));
  watch.updated(transfer('a', waiting));
  expect(seen.told).toEqual(['A replication waits for a sign-in']);
  expect(seen.awake.at(-1)).toBe(false);
});

test('what is still held up keeps the end from being told', () => {
  const { watch, seen } = setUp();
  watch.listed([transfer('a', running), transfer('b', { kind: 'paused' })]);
  watch.ended(transfer('a', done));
  expect(seen.told).toEqual([]);
  watch.updated(transfer('b', running));
  watch.ended(transfer('b', done));
  expect(seen.told).toEqual(['2 replications are done']);
});

test.each([{ isInFront: true }, { whenEnded: false, whenWaiting: false }])(
  'nobody is told with %j',
  (options) => {
    const { watch, seen } = setUp(options);
    watch.updated(transfer('a', waiting));
    watch.ended(transfer('a', done));
    expect(seen.told).toEqual([]);
  },
);
