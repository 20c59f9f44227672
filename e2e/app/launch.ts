import type { ElectronApplication } from '@playwright/test';
import { _electron } from '@playwright/test';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { findRuntime } from './runtime.ts';

/** The folder with the app's package.json. */
export const appFolder = join(import.meta.dirname, '../..');

/** The part of this machine's environment that the app gets: no AWS settings, no proxy. */
const carriedOver = [
  'PATH',
  'LANG',
  'TMPDIR',
  'DISPLAY',
  'XAUTHORITY',
  'WAYLAND_DISPLAY',
  'XDG_RUNTIME_DIR',
  'CHROMIUM_PATH',
  'ELECTRON_OVERRIDE_DIST_PATH',
  'ELECTRON_STAND_IN',
  'SYSTEMROOT',
  'CI',
  'NODE_COMPILE_CACHE',
] as const;

export interface Launch {
  /** A folder with a package.json; the app itself by default. */
  readonly folder?: string;
  /** Of a packaged app, which is started instead of a folder. */
  readonly executable?: string;
  readonly args?: readonly string[];
  /** The user's home folder; profiles are read from its `.aws`. */
  readonly home: string;
  readonly userData: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** The environment of a test's processes. */
export function cleanEnvironment(home: string): Record<string, string> {
  const env: Record<string, string> = { HOME: home, USERPROFILE: home, AWS_EC2_METADATA_DISABLED: 'true' };
  for (const name of carriedOver) {
    const value = process.env[name];
    if (value !== undefined) env[name] = value;
  }
  return env;
}

/** Starts an app under Playwright with its own home folder. */
export async function launchApp({
  folder = appFolder,
  executable,
  args = [],
  home,
  userData,
  env = {},
}: Launch): Promise<ElectronApplication> {
  return _electron.launch({
    ...(executable !== undefined && { executablePath: executable }),
    args: [...(executable === undefined ? [folder] : []), `--user-data-dir=${userData}`, ...args],
    env: { ...cleanEnvironment(home), ...env },
    cwd: home,
    // The app follows the system's color scheme, which a test sets by page.emulateMedia.
    colorScheme: null,
  });
}

/** Starts an app again in the same folders, as a click on its icon does; resolves when the second start has ended. */
export async function startAgain({ folder = appFolder, home, userData, args = [] }: Launch): Promise<void> {
  const runtime = findRuntime(process.env);
  if (!runtime) throw new Error('There is no runtime.');
  const child = spawn(runtime.executable, [folder, `--user-data-dir=${userData}`, ...args], {
    env: cleanEnvironment(home),
    cwd: home,
    stdio: 'ignore',
  });
  await once(child, 'exit');
}

/** Ends an app at once, without its questions; does nothing when it has already ended. */
export async function endApp(app: ElectronApplication, child = app.process()): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  await app.evaluate((electron) => electron.app.exit(0)).catch(() => undefined);
  await ended;
}
