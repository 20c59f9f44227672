import { userInfo } from 'node:os';
import { isatty } from 'node:tty';
import type { ShellEnvironment } from '../../../shared/models/network.ts';
import { EngineError } from '../../engine/errors/engine-error.ts';
import { askLoginShell } from './ask-login-shell.ts';
import { isImported } from './shell-output.ts';

type Environment = Record<string, string | undefined>;

/** The variables that the user's login shell adds to the environment of an app that was started from the desktop. */
export interface LoginShell {
  /** Resolves when the shell has answered: what was added, or why nothing was. */
  state(): Promise<ShellEnvironment>;
  /** Runs the shell again. Variables that it no longer sets are restored. */
  reload(): Promise<ShellEnvironment>;
}

interface LoginShellOptions {
  /** The environment that the engine, the SDK and every child process reads; it is changed in place. */
  readonly environment: Environment;
  /** False where the environment is complete. */
  readonly isNeeded: boolean;
  /** Milliseconds until the shell is stopped. */
  readonly limit?: number;
}

/**
 * Whether the app was started from the desktop, whose environment lacks the variables of the shell's start files: on macOS
 * and Linux, a packaged app without a terminal as its standard input.
 */
export const isStartedFromDesktop = (isPackaged: boolean): boolean =>
  isPackaged && process.platform !== 'win32' && !isatty(0);

const defaultShell = process.platform === 'darwin' ? '/bin/zsh' : '/bin/bash';

function readAccountShell(): string | null {
  try {
    return userInfo().shell;
  } catch {
    // The user id has no entry in the system's list of users.
    return null;
  }
}

const findShell = ({ SHELL }: Environment): string => SHELL || readAccountShell() || defaultShell;

function setVariable(environment: Environment, name: string, value: string | undefined): void {
  if (value === undefined) delete environment[name];
  else environment[name] = value;
}

/** Runs the login shell at once when it is needed. */
export function openLoginShell({ environment, isNeeded, limit = 10_000 }: LoginShellOptions): LoginShell {
  /** The earlier values of the variables that the shell changed. */
  const replaced = new Map<string, string | undefined>();

  const restore = (): void => {
    for (const [name, value] of replaced) setVariable(environment, name, value);
    replaced.clear();
  };

  const load = async (): Promise<ShellEnvironment> => {
    const shell = findShell(environment);
    // Variables that the shell added before are left out, because it inherits and prints them.
    const original = { ...environment, ...Object.fromEntries(replaced) };
    const answer = await askLoginShell({ shell, environment: original, limit });
    if (answer.kind === 'failed') return { kind: 'failed', shell, problem: answer.problem };
    restore();
    for (const [name, value] of answer.variables) {
      if (!isImported(name) || environment[name] === value) continue;
      replaced.set(name, environment[name]);
      setVariable(environment, name, value);
    }
    return { kind: 'loaded', shell, names: [...replaced.keys()].toSorted() };
  };

  let state: Promise<ShellEnvironment> = isNeeded ? load() : Promise.resolve({ kind: 'not-needed' });
  return {
    state: () => state,
    reload() {
      if (isNeeded) state = state.then(load);
      return state;
    },
  };
}

interface ReloadPorts {
  readonly loginShell: LoginShell;
  /** True while the AWS files are the demo's, which the shell's variables must not replace. */
  readonly isDemo: boolean;
  readonly onReloaded: () => void;
}

/** @throws EngineError `invalid-input` while the demo is on. */
export async function reloadShellEnvironment({
  loginShell,
  isDemo,
  onReloaded,
}: ReloadPorts): Promise<ShellEnvironment> {
  if (isDemo)
    throw new EngineError({
      code: 'invalid-input',
      message: 'The demo is on. Exit the demo, then reload the shell environment.',
      retryable: false,
    });
  const state = await loginShell.reload();
  onReloaded();
  return state;
}
