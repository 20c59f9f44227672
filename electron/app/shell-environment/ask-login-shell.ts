import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import type { Variables } from './shell-output.ts';
import { readShellOutput } from './shell-output.ts';

export type ShellAnswer =
  | { readonly kind: 'answered'; readonly variables: Variables }
  | { readonly kind: 'failed'; readonly problem: string };

interface ShellOptions {
  /** The path of bash, zsh, fish, or another shell with `-ilc` and the commands of sh. */
  readonly shell: string;
  readonly environment: NodeJS.ProcessEnv;
  /** Milliseconds until the shell is stopped. */
  readonly limit: number;
}

/** Characters; no environment has more. */
const maxOutput = 2 * 1024 * 1024;

/** Keeps frameworks of zsh from asking questions and from opening a terminal. */
const nonInteractive = {
  DISABLE_AUTO_UPDATE: 'true',
  ZSH_TMUX_AUTOSTART: 'false',
  ZSH_TMUX_AUTOSTARTED: 'true',
};

/**
 * Runs the user's shell as an interactive login shell and reads its environment. It is interactive because many users set
 * variables only there. It has no input, and is killed with its child processes after its answer or after the limit.
 */
export async function askLoginShell({ shell, environment, limit }: ShellOptions): Promise<ShellAnswer> {
  const mark = `<${randomUUID()}>`;
  const command = `printf '${mark}'; /usr/bin/env -0 2>/dev/null || /usr/bin/env; printf '${mark}'`;
  const child = spawn(shell, ['-ilc', command], {
    env: { ...environment, ...nonInteractive },
    stdio: ['ignore', 'pipe', 'ignore'],
    // The shell gets its own process group, so that its child processes are killed as well.
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
    else if (output.length > maxOutput) fail('It printed too much output.');
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
    // The shell and its child processes have exited.
  }
}
