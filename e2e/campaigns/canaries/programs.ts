import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Programs on the user's computer that the app starts: a `credential_process` that succeeds, one that fails, and the AWS CLI. */
export interface Programs {
  /** Commands of a profile's `credential_process`. */
  readonly giving: string;
  readonly failing: string;
  /** The first folder in PATH: with an AWS CLI that fails. */
  readonly folder: string;
  /** The standard error output of the failing programs. */
  say(text: string): Promise<void>;
  /** The arguments of the AWS CLI, one line for each start. */
  arguments(): Promise<string>;
}

/**
 * @param printed the output of the program that succeeds.
 * @param token an argument in the user's commands.
 */
export async function writePrograms(home: string, printed: unknown, token: string): Promise<Programs> {
  const folder = join(home, 'bin');
  const said = join(home, 'said');
  const started = join(home, 'started');
  await mkdir(folder);
  await Promise.all([said, started].map((path) => writeFile(path, '')));
  const script = async (name: string, lines: readonly string[]): Promise<string> => {
    const path = join(folder, name);
    await writeFile(path, `#!/bin/sh\n${lines.join('\n')}\n`);
    await chmod(path, 0o700);
    return `${path} --token=${token}`;
  };
  await script('aws', [`echo "$@" >> '${started}'`, `cat '${said}' >&2`, 'exit 1']);
  return {
    giving: await script('giving', [`echo '${JSON.stringify(printed)}'`]),
    failing: await script('failing', [`echo "no session for $1" >&2`, `cat '${said}' >&2`, 'exit 3']),
    folder,
    say: (text) => writeFile(said, text),
    arguments: () => readFile(started, 'utf8'),
  };
}
