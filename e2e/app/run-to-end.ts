import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { cleanEnvironment } from './launch.ts';

/** How a program ended, and what it wrote. */
export interface EndedRun {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Electron needs this switch as root on Linux. */
export const rootSwitches: readonly string[] =
  process.platform === 'linux' && process.getuid?.() === 0 ? ['--no-sandbox'] : [];

/** Runs a program in a user's home folder with the environment of tests, and waits until it has ended. */
export async function runToEnd(
  executable: string,
  args: readonly string[],
  home: string,
  env: Readonly<Record<string, string>> = {},
): Promise<EndedRun> {
  const child = spawn(executable, args, {
    env: { ...cleanEnvironment(home), ...env },
    cwd: home,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  const [code, stdout, stderr] = await Promise.all([ended, text(child.stdout), text(child.stderr)]);
  return { code, stdout, stderr };
}
