import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import type { Variables } from './shell-output.ts';
import { readShellOutput } from './shell-output.ts';

export type ShellAnswer =
  | { readonly kind: 'answered'; readonly variables: Variables }
  | { readonly kind: 'failed'; readonly problem: string };

export interface ShellQuestion {
  /** The path of bash, zsh, fish, or another that takes `-ilc` and the commands of sh. */
  readonly shell: string;
  readonly environment: NodeJS.ProcessEnv;
  /** Milliseconds after which it counts as hanging. */
  readonly limit: number;
}

/** More than any environment takes, in characters. */
const mostOutput = 2 * 1024 * 1024;

/** What keeps frameworks of zsh from asking questions or opening a terminal of their own. */
const quiet = { DISABLE_AUTO_UPDATE: 'true', ZSH_TMUX_AUTOSTART: 'false', ZSH_TMUX_AUTOSTARTED: 'true' };

/**
 * Runs the person's shell as a login shell that is interactive, for many set their variables there alone, and reads the
 * environment that it ends up with. It gets no input, and is killed with all that it started as soon as it has answered,
 * or has not within the limit.
 */
export async function askLoginShell({ shell, environment, limit }: ShellQuestion): Promise<ShellAnswer> {
  const mark = `<${randomUUID()}>`;
  const command = `printf '${mark}'; /usr/bin/env -0 2>/dev/null || /usr/bin/env; printf '${mark}'`;
  const child = spawn(shell, ['-ilc', command], {
    env: { ...environment, ...quiet },
    stdio: ['ignore', 'pipe', 'ignore'],
    // A group of its own, to be killed as a whole.
    detached: true,
  });
  const { promise, resolve } = Promise.withResolvers<ShellAnswer>();
  const fail = (problem: string): void => resolve({ kind: 'failed', problem });
  const timer = setTimeout(() => fail(`It did not answer within ${limit / 1000} seconds.`), limit);
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text;
    const variables = readShellOutput(output, mark);
    if (variables) resolve({ kind: 'answered', variables });
    else if (output.length > mostOutput) fail('It printed without end.');
  });
  child.once('error', ({ message }) => fail(`It cannot be started (${message}).`));
  child.once('close', (code) => fail(`It ended with code ${code ?? 'none'} before it answered.`));
  try {
    return await promise;
  } finally {
    clearTimeout(timer);
    killGroup(child.pid);
    child.stdout.destroy();
  }
}

function killGroup(pid: number | undefined): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // It has ended by itself.
  }
}
