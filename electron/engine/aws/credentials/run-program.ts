import { spawn } from 'node:child_process';
import type { Environment } from '../profiles/profile-files.ts';

/** How a program ended. */
export type ProgramResult =
  | { readonly kind: 'ended'; readonly code: number | null; readonly stdout: string; readonly stderr: string }
  | { readonly kind: 'timed-out' }
  | { readonly kind: 'not-started'; readonly reason: string };

/** Characters of output that are kept; credentials are a few thousand. */
const mostOutput = 1024 * 1024;

/** Ends a program with everything that it has started. */
export function killTree(pid: number): void {
  if (process.platform === 'win32') {
    spawn('taskkill', ['/pid', String(pid), '/T', '/F'], { windowsHide: true, stdio: 'ignore' }).on(
      'error',
      () => undefined,
    );
    return;
  }
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // It has ended meanwhile.
  }
}

/**
 * Runs a command line by the system's shell, as the SDK does with a `credential_process`, without a console window and
 * with nothing to read. Never throws.
 *
 * @param timeout milliseconds after which it is ended with all that it has started.
 */
export function runProgram(
  commandLine: string,
  environment: Environment,
  timeout: number,
): Promise<ProgramResult> {
  const { promise, resolve } = Promise.withResolvers<ProgramResult>();
  const child = spawn(commandLine, {
    shell: true,
    // A group of its own, by which it can be ended with its children.
    detached: process.platform !== 'win32',
    windowsHide: true,
    env: { ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const timer = setTimeout(() => {
    if (child.pid !== undefined) killTree(child.pid);
    resolve({ kind: 'timed-out' });
  }, timeout);

  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    if (stdout.length < mostOutput) stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    if (stderr.length < mostOutput) stderr += text;
  });
  child.once('error', ({ message }) => resolve({ kind: 'not-started', reason: message }));
  child.once('close', (code) => resolve({ kind: 'ended', code, stdout, stderr }));
  return promise.finally(() => clearTimeout(timer));
}
