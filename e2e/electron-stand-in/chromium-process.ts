import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { Duplex } from 'node:stream';
import { ProtocolConnection } from './cdp.ts';

export interface Chromium {
  readonly connection: ProtocolConnection;
  readonly profile: string;
  /** Resolves when Chromium has ended and its profile folder is removed. */
  readonly ended: Promise<void>;
  /** Ends Chromium and waits until all its processes have ended. */
  end(): Promise<void>;
}

export interface ChromiumOptions {
  readonly executable: string;
  readonly headless: boolean;
  /** Chromium's switches that the app was started with or appended. */
  readonly switches: readonly string[];
  /** Opens a debugging port in addition to the pipe, and prints its number on stderr. */
  readonly debuggingPort: boolean;
}

const baseSwitches = [
  '--remote-debugging-pipe',
  '--no-startup-window',
  '--no-first-run',
  '--no-default-browser-check',
  '--no-proxy-server',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-dev-shm-usage',
  '--disable-sync',
  '--disable-quic',
  '--disable-translate',
  '--password-store=basic',
  '--block-new-web-contents',
];

const headlessSwitches = ['--headless=new', '--window-size=1920,1080'];

/**
 * Removes the profile once Chromium has ended, even if the process that started it was killed: Chromium ends
 * when its debugging pipe breaks, and the shell outlives it.
 */
const reaper =
  '"$0" "$@"; tries=0; until rm -rf -- "$PROFILE" || [ $tries -ge 50 ]; do tries=$((tries + 1)); sleep 0.1; done';

/** Starts Chromium without a window, connected by pipes, with a profile folder for its lifetime. */
export async function startChromium(options: ChromiumOptions): Promise<Chromium> {
  // Nothing can run between the creation of the folder and the start of the process that removes it.
  const profile = mkdtempSync(join(tmpdir(), 'electron-stand-in-'));
  const switches = [
    ...baseSwitches,
    `--user-data-dir=${profile}`,
    ...(options.headless ? headlessSwitches : []),
    ...(process.getuid?.() === 0 ? ['--no-sandbox', '--test-type'] : []),
    ...(options.debuggingPort ? ['--remote-debugging-port=0'] : []),
    ...options.switches,
  ];
  const shell = spawn('/bin/sh', ['-c', reaper, options.executable, ...switches], {
    stdio: ['ignore', 'ignore', 'pipe', 'pipe', 'pipe'],
    env: { ...process.env, PROFILE: profile },
    // In its own process group: Ctrl+C in the terminal quits the app, and the app ends Chromium.
    detached: true,
  });
  const ended = once(shell, 'exit').then(() => undefined);
  const [, , stderr, input, output] = shell.stdio;
  if (!stderr || !('setEncoding' in stderr) || !(input instanceof Duplex) || !(output instanceof Duplex))
    throw new Error('The pipes to Chromium did not open.');
  const connection = new ProtocolConnection(output, input);
  const errors: string[] = [];
  createInterface({ input: stderr }).on('line', (line) => {
    if (line.startsWith('DevTools listening on ')) process.stderr.write(`${line}\n`);
    else errors.push(line);
  });
  await connection.browser.send('Browser.getVersion').catch(async () => {
    await ended;
    throw new Error(`Chromium (${options.executable}) did not start:\n${errors.slice(-20).join('\n')}`);
  });
  return {
    connection,
    profile,
    ended,
    async end() {
      await connection.browser.send('Browser.close').catch(() => undefined);
      input.end();
      await ended;
    },
  };
}
