import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import type { Environment } from '../profiles/profile-files.ts';

/** How a program ended. `stderr` is the end of what it wrote there, at most `maxErrorText`. */
export type ProgramResult =
  | { readonly kind: 'ended'; readonly code: number | null; readonly stdout: string; readonly stderr: string }
  | { readonly kind: 'timed-out'; readonly stderr: string }
  | { readonly kind: 'too-much-output' }
  | { readonly kind: 'not-started'; readonly reason: string };

/** Characters of output; credentials are a few thousand. */
const maxOutput = 1_000_000;

/** Characters of the error output that are kept: its last lines say why a program failed. */
const maxErrorText = 4_000;

/**
 * Milliseconds from a program's end to taking what it printed while something that it has started keeps its output open,
 * as an agent does that stays in the background.
 */
const openOutputGrace = 1_000;

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

/** The end of a text, from the beginning of a word: the rest of one that was cut could be part of a secret. */
function lastWords(text: string): string {
  if (text.length <= maxErrorText) return text;
  const end = text.slice(-maxErrorText);
  const space = end.search(/\s/);
  return space === -1 ? '' : end.slice(space).trimStart();
}

function release({ stdout, stderr }: ChildProcess): void {
  stdout?.destroy();
  stderr?.destroy();
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
  let stdout = '';
  let stderr = '';
  let grace: NodeJS.Timeout | undefined;
  // In a group of its own, it would go on when this process has ended.
  const kill = (): void => {
    if (child.pid !== undefined) killTree(child.pid);
  };
  const stop = (result: ProgramResult): void => {
    kill();
    resolve(result);
  };
  process.once('exit', kill);
  const end = (code: number | null): void =>
    resolve({ kind: 'ended', code, stdout, stderr: lastWords(stderr) });
  const timer = setTimeout(() => stop({ kind: 'timed-out', stderr: lastWords(stderr) }), timeout);

  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
    if (stdout.length > maxOutput) stop({ kind: 'too-much-output' });
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    // One character more than is kept says that something was cut.
    stderr = (stderr + text).slice(-maxErrorText - 1);
  });
  child.once('error', ({ message }) => resolve({ kind: 'not-started', reason: message }));
  child.once('exit', (code) => {
    grace = setTimeout(() => end(code), openOutputGrace).unref();
  });
  child.once('close', end);
  return promise.finally(() => {
    clearTimeout(timer);
    clearTimeout(grace);
    process.off('exit', kill);
    release(child);
  });
}
