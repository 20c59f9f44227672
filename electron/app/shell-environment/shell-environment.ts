import { userInfo } from 'node:os';
import { isatty } from 'node:tty';
import type { ShellEnvironment } from '../../../shared/models/network.ts';
import { askLoginShell } from './ask-login-shell.ts';
import { isWanted } from './shell-output.ts';

type Environment = Record<string, string | undefined>;

/** What the person's login shell adds to the environment of an app that was started from the desktop. */
export interface LoginShell {
  /** What was added, or why nothing was; waits for a shell that is being asked. */
  state(): Promise<ShellEnvironment>;
  /** Asks the shell once more; what it no longer has is taken back. */
  reload(): Promise<ShellEnvironment>;
}

interface LoginShellOptions {
  /** The one that the engine, the SDK and every process of the app's reads; it is added to in place. */
  readonly environment: Environment;
  /** False where the environment is complete already. */
  readonly needed: boolean;
  /** Milliseconds that the shell has. */
  readonly limit?: number;
}

/**
 * Whether the environment is that of a desktop, which knows nothing of the shell's start files: on macOS and Linux, for a
 * packaged app that no terminal started. Whatever a terminal starts has it as its input.
 */
export const startedFromDesktop = (isPackaged: boolean): boolean =>
  isPackaged && process.platform !== 'win32' && !isatty(0);

const systemShell = process.platform === 'darwin' ? '/bin/zsh' : '/bin/bash';

function accountShell(): string | null {
  try {
    return userInfo().shell;
  } catch {
    // An account that the system's list does not hold.
    return null;
  }
}

/** The shell of the account, where the desktop does not say. */
const shellOf = ({ SHELL }: Environment): string => SHELL || accountShell() || systemShell;

function put(environment: Environment, name: string, value: string | undefined): void {
  if (value === undefined) delete environment[name];
  else environment[name] = value;
}

/** Begins to ask at once, where it is needed. */
export function openLoginShell({ environment, needed, limit = 10_000 }: LoginShellOptions): LoginShell {
  /** What stood in the place of what the shell added. */
  const replaced = new Map<string, string | undefined>();

  const takeBack = (): void => {
    for (const [name, value] of replaced) put(environment, name, value);
    replaced.clear();
  };

  const ask = async (): Promise<ShellEnvironment> => {
    const shell = shellOf(environment);
    // Asked without what it added before: it would only hand it back.
    const before = { ...environment, ...Object.fromEntries(replaced) };
    const answer = await askLoginShell({ shell, environment: before, limit });
    if (answer.kind === 'failed') return { kind: 'failed', shell, problem: answer.problem };
    takeBack();
    for (const [name, value] of answer.variables) {
      if (!isWanted(name) || environment[name] === value) continue;
      replaced.set(name, environment[name]);
      put(environment, name, value);
    }
    return { kind: 'loaded', shell, names: [...replaced.keys()].toSorted() };
  };

  let state: Promise<ShellEnvironment> = needed ? ask() : Promise.resolve({ kind: 'not-needed' });
  return {
    state: () => state,
    reload() {
      if (needed) state = state.then(ask);
      return state;
    },
  };
}
