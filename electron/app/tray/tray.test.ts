import { expect, test, vi } from 'vitest';
import type { TransferState, TransferStatus } from '../../../shared/models/transfer.ts';
import { followTray } from './follow-tray.ts';
import { pauseAll, resumeAll } from './pause-all.ts';
import { describeTrayWork, trayMenuTemplate } from './tray-menu.ts';
import type { TrayWork } from './tray-menu.ts';

const status = (id: string, state: TransferState): TransferStatus => ({
  id,
  revision: 1,
  state,
  bytes: { total: 1_000, alreadyAtDestination: 0, transferred: 400 },
  bytesPerSecond: state.kind === 'running' ? 10 : 0,
  secondsLeft: undefined,
});
const running = status('a', { kind: 'running' });
const waiting = status('b', { kind: 'waiting' });
const paused = status('c', { kind: 'paused' });

test('the menu says how far all transfers are, and offers what is possible', () => {
  const chosen: string[] = [];
  const commands = {
    showWindow: () => void chosen.push('show'),
    pauseAll: () => void chosen.push('pause'),
    resumeAll: () => void chosen.push('resume'),
    quit: () => void chosen.push('quit'),
  };
  const items = (statuses: readonly TransferStatus[]) =>
    trayMenuTemplate(describeTrayWork(statuses), commands)
      .filter(({ type }) => type !== 'separator')
      .map(({ label, enabled = true }) => (enabled ? label : `(${label})`));
  expect(items([])).toEqual([
    '(No transfers are running)',
    'Show window',
    '(Pause all)',
    '(Resume all)',
    'Quit',
  ]);
  expect(items([running, waiting])).toEqual([
    '(1 running, 1 queued, 2 min left)',
    'Show window',
    'Pause all',
    '(Resume all)',
    'Quit',
  ]);
  expect(items([paused])).toEqual(['(1 paused)', 'Show window', '(Pause all)', 'Resume all', 'Quit']);
  for (const { click } of trayMenuTemplate(describeTrayWork([]), commands))
    Reflect.apply(click ?? (() => 0), undefined, []);
  expect(chosen).toEqual(['show', 'pause', 'resume', 'quit']);
});

test('all transfers are paused from the end of the queue, so that none starts in between', () => {
  const called: string[] = [];
  const transfers = {
    statuses: () => [running, waiting, paused],
    pause: (id: string) => void called.push(`pause ${id}`),
    resume: (id: string) => void called.push(`resume ${id}`),
  };
  pauseAll(transfers);
  resumeAll(transfers);
  expect(called).toEqual(['pause b', 'pause a', 'resume c']);
});

test('the tray is there while it is chosen, and while the window is hidden', async () => {
  const shown: TrayWork[] = [];
  const close = vi.fn<() => void>();
  const open = vi.fn(() => Promise.resolve({ show: (work: TrayWork) => void shown.push(work), close }));
  let isEnabled = false;
  const tray = followTray({
    isEnabled: () => isEnabled,
    statuses: () => [running],
    open,
    onFailed: () => undefined,
  });
  tray.refresh();
  expect(open).not.toHaveBeenCalled();
  tray.onHidden();
  tray.refresh();
  await expect.poll(() => shown).toHaveLength(1);
  expect(open).toHaveBeenCalledOnce();
  isEnabled = true;
  tray.onShown();
  expect(close).not.toHaveBeenCalled();
  isEnabled = false;
  tray.refresh();
  expect(close).toHaveBeenCalledOnce();
});
