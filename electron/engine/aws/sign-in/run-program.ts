import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import type { Environment } from '../profiles/profile-files.ts';

/** How a program ended. `stderr` is the end of its error output, at most `maxErrorText` characters. */
export type ProgramResult =
  | { readonly kind: 'ended'; readonly code: number | null; readonly stdout: string; readonly stderr: string }
  | { readonly kind: 'timed-out'; readonly stderr: string }
  | { readonly kind: 'too-much-output' }
  | { readonly kind: 'not-started'; readonly reason: string };

/** In characters; credentials have a few thousand. */
const maxOutput = 1_000_000;

/** In characters; the last lines of the error output explain why a program failed. */
const maxErrorText = 4_000;

/**
 * Milliseconds to wait for the output to close after the program has ended. A background process that the program has
 * started, such as an agent, may keep the output open.
 */
const openOutputGrace = 1_000;

/** Ends a program and the processes that it has started. */
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
    // The program has already ended.
  }
}

/** Returns the end of a text from the start of a word: a cut word may be a part of a secret that redaction misses. */
function endOfText(text: string): string {
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
 * Runs a command line in the system's shell, as the SDK runs a `credential_process`, without a console window and
 * without input. Never throws.
 *
 * @param timeout milliseconds after which the program and the processes that it has started are ended.
 */
export function runProgram(
  commandLine: string,
  environment: Environment,
  timeout: number,
): Promise<ProgramResult> {
  const { promise, resolve } = Promise.withResolvers<ProgramResult>();
  const child = spawn(commandLine, {
    shell: true,
    // A process group of its own: a signal to the group also ends its children.
    detached: process.platform !== 'win32',
    windowsHide: true,
    env: { ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  let grace: NodeJS.Timeout | undefined;
  // A process group of its own does not end with this process.
  const kill = (): void => {
    if (child.pid !== undefined) killTree(child.pid);
  };
  const endWith = (result: ProgramResult): void => {
    kill();
    resolve(result);
  };
  process.once('exit', kill);
  const onEnd = (code: number | null): void =>
    resolve({ kind: 'ended', code, stdout, stderr: endOfText(stderr) });
  const timer = setTimeout(() => endWith({ kind: 'timed-out', stderr: endOfText(stderr) }), timeout);

  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
    if (stdout.length > maxOutput) endWith({ kind: 'too-much-output' });
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    // The additional character shows `endOfText` that the text was cut.
    stderr = (stderr + text).slice(-maxErrorText - 1);
  });
  child.once('error', ({ message }) => resolve({ kind: 'not-started', reason: message }));
  child.once('exit', (code) => {
    grace = setTimeout(() => onEnd(code), openOutputGrace).unref();
  });
  child.once('close', onEnd);
  return promise.finally(() => {
    clearTimeout(timer);
    clearTimeout(grace);
    process.off('exit', kill);
    release(child);
  });
}
