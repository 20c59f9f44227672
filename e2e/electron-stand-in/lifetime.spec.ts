import type { TestInfo } from '@playwright/test';
import { test as base, expect } from '@playwright/test';
import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { cleanEnvironment } from '../app/launch.ts';

/** How the stand-in starts and ends without Playwright, and that none of its processes and files remain. */
const here = import.meta.dirname;
const executable = join(here, 'bin', 'electron');
const fixtureApp = join(here, 'fixture-app');

interface Started {
  readonly child: ChildProcess;
  /** The folder of all its files. */
  readonly temp: string;
  readonly lines: string[];
  readonly events: () => readonly string[];
}

async function startFixture(
  testInfo: TestInfo,
  env: Record<string, string>,
  switches: readonly string[],
): Promise<Started> {
  const home = testInfo.outputPath('home');
  // Short, because Chromium opens sockets in it.
  const temp = await mkdtemp(join(tmpdir(), 'lifetime-'));
  const log = testInfo.outputPath('events');
  await mkdir(home, { recursive: true });
  const child = spawn(executable, [...switches, fixtureApp, `--user-data-dir=${home}`], {
    env: { ...cleanEnvironment(home), TMPDIR: temp, FIXTURE_LOG: log, ...env },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const lines: string[] = [];
  if (child.stderr) createInterface({ input: child.stderr }).on('line', (line) => lines.push(line));
  const events = (): readonly string[] =>
    existsSync(log) ? readFileSync(log, 'utf8').trim().split('\n') : [];
  await expect.poll(events, { message: 'the window opens' }).toContain('ready-to-show');
  return { child, temp, lines, events };
}

/** Command lines of the processes that use that folder. */
const processesIn = (folder: string): readonly string[] =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => {
      try {
        return [readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ')];
      } catch {
        return [];
      }
    })
    .filter((command) => command.includes(folder));

const expectNothingLeft = async (temp: string): Promise<void> =>
  expect.poll(() => [...processesIn(temp), ...readdirSync(temp)], { message: 'nothing is left' }).toEqual([]);

const test = base.extend<{
  readonly start: (env?: Record<string, string>, ...switches: string[]) => Promise<Started>;
}>({
  start: async ({ colorScheme: _unused }, run, testInfo) => {
    const all: Started[] = [];
    await run(async (env = {}, ...switches) => {
      const started = await startFixture(testInfo, env, switches);
      all.push(started);
      return started;
    });
    for (const { child, temp } of all) {
      child.kill('SIGKILL');
      await expectNothingLeft(temp);
      await rm(temp, { recursive: true, force: true, maxRetries: 5 });
    }
  },
});

test('quits the app in order on SIGTERM', async ({ start }) => {
  const { child, temp, events } = await start();
  expect(processesIn(temp)).not.toEqual([]);
  const exited = once(child, 'exit');
  child.kill('SIGTERM');
  expect(await exited).toEqual([0, null]);
  expect([...processesIn(temp), ...readdirSync(temp)]).toEqual([]);
  expect(events().slice(4)).toEqual(['before-quit', 'close', 'closed', 'will-quit', 'quit']);
});

test('ends Chromium with a killed main process', async ({ start }) => {
  const { child, temp } = await start();
  child.kill('SIGKILL');
  await expectNothingLeft(temp);
});

test('ends Chromium with a crashed main process, and reports the crash', async ({ start }) => {
  const { child, temp, lines } = await start({ FIXTURE_CRASHES: '1' });
  if (child.exitCode === null) await once(child, 'exit');
  expect(child.exitCode).toBe(1);
  expect(lines.join('\n')).toContain('fixture crash');
  await expectNothingLeft(temp);
});

test('ends a second start immediately, without leftovers', async ({ start }, testInfo) => {
  const { events } = await start();
  const home = testInfo.outputPath('home');
  const temp = testInfo.outputPath('second');
  await mkdir(temp);
  const second = spawn(executable, [fixtureApp, `--user-data-dir=${home}`, 'again'], {
    env: { ...cleanEnvironment(home), TMPDIR: temp },
    stdio: 'ignore',
  });
  expect(await once(second, 'exit')).toEqual([0, null]);
  expect(readdirSync(temp)).toEqual([]);
  await expect.poll(events).toContain('second-instance again fixture');
});

/** Closes the window in Chromium itself, as a user's click on its close button does. */
async function closeByPerson({ lines }: Started): Promise<void> {
  const listening = await expect
    .poll(() => lines.find((line) => line.startsWith('DevTools listening')), { message: 'the port is open' })
    .toBeTruthy()
    .then(() => lines.find((line) => line.startsWith('DevTools listening')) ?? '');
  const { host } = new URL(listening.replace('DevTools listening on ', ''));
  const targets: unknown = await (await fetch(`http://${host}/json/list`)).json();
  const page = (targets as { type: string; webSocketDebuggerUrl: string }[]).find(
    ({ type }) => type === 'page',
  );
  const socket = new WebSocket(page?.webSocketDebuggerUrl ?? '');
  await once(socket, 'open');
  socket.send(JSON.stringify({ id: 1, method: 'Page.close' }));
  // A page that has already closed does not answer.
  await Promise.race([once(socket, 'message'), once(socket, 'close')]);
  socket.close();
}

test('asks the app when a user closes the window, then ends', async ({ start }) => {
  const started = await start({}, '--remote-debugging-port=0');
  const exited = once(started.child, 'exit');
  await closeByPerson(started);
  expect(await exited).toEqual([0, null]);
  expect(started.events().slice(4)).toEqual([
    'close',
    'closed',
    'window-all-closed',
    'before-quit',
    'will-quit',
    'quit',
  ]);
  expect(readdirSync(started.temp)).toEqual([]);
});

test('keeps the window when the app prevents a user’s close', async ({ start }) => {
  const started = await start({ FIXTURE_REFUSES_CLOSE: '1' }, '--remote-debugging-port=0');
  await closeByPerson(started);
  await expect.poll(() => started.events().slice(4)).toEqual(['close']);
  await closeByPerson(started);
  await expect.poll(() => started.events().slice(4)).toEqual(['close', 'close']);
  started.child.kill('SIGKILL');
  await expectNothingLeft(started.temp);
});
