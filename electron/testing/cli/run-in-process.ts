import { runCli } from '../../cli/run-cli.ts';
import { createCommandEnvironment } from './command-environment.ts';
import type { EndedCommand } from './run-command.ts';

const version = '1.0.0';

/** Serializes the commands: the SDK reads `process.env`, not the environment that a command receives. */
let previous: Promise<unknown> = Promise.resolve();

function replaceEnvironment(values: Readonly<Record<string, string | undefined>>): void {
  for (const name of Object.keys(process.env)) if (!(name in values)) delete process.env[name];
  Object.assign(process.env, values);
}

async function run(
  args: readonly string[],
  environment: Readonly<Record<string, string>>,
  resourceFolders: readonly string[],
) {
  const before = { ...process.env };
  const written = { stdout: '', stderr: '' };
  const output = (name: keyof typeof written) => ({
    write(text: string, done?: () => void): boolean {
      written[name] += text;
      done?.();
      return true;
    },
  });
  replaceEnvironment(environment);
  try {
    const { signal } = new AbortController();
    const context = {
      environment,
      stdout: output('stdout'),
      stderr: output('stderr'),
      resourceFolders,
      signal,
    };
    const code = await runCli(args, version, context);
    return { code, ...written };
  } finally {
    replaceEnvironment(before);
  }
}

/**
 * Runs a command of the command line in this process, with the environment that `runCommand` passes to a child process.
 * Tests of a command run several times faster this way.
 */
export function runInProcess(
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
  resourceFolders: readonly string[] = [],
): Promise<EndedCommand> {
  const ended = previous.then(() => run(args, createCommandEnvironment(environment), resourceFolders));
  previous = ended.catch(() => undefined);
  return ended;
}
