import { expect, test } from 'vitest';
import type { Transfer, TransferState } from '../../../shared/models/transfer.ts';
import { createTransferMonitor } from './transfer-monitor.ts';

const endpoint = {
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
  revision: 1,
  state,
  bytes: { total: 100, alreadyAtDestination: 0, transferred: 50 },
  bytesPerSecond: 0,
  secondsLeft: undefined,
  startedAt: 0,
  source: endpoint,
  destination: endpoint,
  images: [],
  layers: {},
});
const running = { kind: 'running' } as const;
const done = { kind: 'done', finishedAt: 1 } as const;
const waiting = {
  kind: 'waiting-for-credentials',
  error: { code: 'sign-in-needed', message: 'Sign in to corp.', retryable: false },
} as const;

function setUp({ isWindowFocused = false, whenEnded = true, whenWaiting = true } = {}) {
  const seen = {
    progress: [] as unknown[],
    sleepBlocked: [] as boolean[],
    notifications: [] as string[],
    inactive: 0,
  };
  const monitor = createTransferMonitor({
    show: (summary) => void seen.progress.push(summary.progress),
    blockSleep: (isRequired) => void seen.sleepBlocked.push(isRequired),
    notify: ({ title }) => void seen.notifications.push(title),
    isWindowFocused: () => isWindowFocused,
    settings: () => ({ whenEnded, whenWaiting }),
    onInactive: () => void (seen.inactive += 1),
  });
  return { monitor, seen };
}

test('blocks sleep while a transfer is active, and shows one notification when all are finished', () => {
  const { monitor, seen } = setUp();
  monitor.onListChanged([transfer('a', running), transfer('b', { kind: 'waiting' })]);
  expect(monitor.summary()).toMatchObject({ active: 2, progress: 0.5 });
  monitor.onUpdated(transfer('a', done));
  monitor.onFinished(transfer('a', done));
  expect(seen.sleepBlocked.at(-1)).toBe(true);
  expect(seen.notifications).toEqual([]);
  expect(seen.inactive).toBe(0);
  monitor.onUpdated(transfer('b', done));
  monitor.onFinished(transfer('b', done));
  expect(seen.sleepBlocked.at(-1)).toBe(false);
  expect(seen.progress.at(-1)).toBeUndefined();
  expect(seen.notifications).toEqual(['2 transfers finished']);
  expect(seen.inactive).toBeGreaterThan(0);
});

test('shows one notification for a required sign-in', () => {
  const { monitor, seen } = setUp();
  monitor.onUpdated(transfer('a', running));
  monitor.onUpdated(transfer('a', waiting));
  monitor.onUpdated(transfer('a', waiting));
  expect(seen.notifications).toEqual(['Sign-in required']);
  expect(seen.sleepBlocked.at(-1)).toBe(false);
});

test('shows no notification while a transfer is paused', () => {
  const { monitor, seen } = setUp();
  monitor.onListChanged([transfer('a', running), transfer('b', { kind: 'paused' })]);
  monitor.onFinished(transfer('a', done));
  expect(seen.notifications).toEqual([]);
  monitor.onUpdated(transfer('b', running));
  monitor.onFinished(transfer('b', done));
  expect(seen.notifications).toEqual(['2 transfers finished']);
});

test.each([{ isWindowFocused: true }, { whenEnded: false, whenWaiting: false }])(
  'shows no notification with %j',
  (options) => {
    const { monitor, seen } = setUp(options);
    monitor.onUpdated(transfer('a', waiting));
    monitor.onFinished(transfer('a', done));
    expect(seen.notifications).toEqual([]);
  },
);

const failed = {
  kind: 'failed',
  finishedAt: 1,
  error: { code: 'network', message: 'The connection was closed.', retryable: true },
} as const;

test('forty transfers have one notification for the first failure, and one at the end', () => {
  const { monitor, seen } = setUp();
  const ids = Array.from({ length: 40 }, (_, index) => `${index}`);
  monitor.onListChanged(ids.map((id) => transfer(id, running)));
  for (const id of ids) monitor.onFinished(transfer(id, id === '12' || id === '20' ? failed : done));
  expect(seen.notifications).toEqual([
    '12 of 40 transfers finished, 1 failed',
    '38 of 40 transfers finished, 2 failed',
  ]);
});

test('transfers that wait for the same sign-in have one notification, and another one when it expires again', () => {
  const { monitor, seen } = setUp();
  const ids = ['a', 'b', 'c'];
  for (const id of ids) monitor.onUpdated(transfer(id, running));
  for (const id of ids) monitor.onUpdated(transfer(id, waiting));
  expect(seen.notifications).toEqual(['Sign-in required']);
  for (const id of ids) monitor.onUpdated(transfer(id, running));
  for (const id of ids) monitor.onUpdated(transfer(id, waiting));
  expect(seen.notifications).toHaveLength(2);
});
