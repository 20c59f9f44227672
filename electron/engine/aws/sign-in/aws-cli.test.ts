import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { hasCode } from '../../errors/engine-error.ts';
import { toErrorData } from '../../errors/to-error-data.ts';
import { knownSecrets } from '../../redaction/known-secrets.ts';
import { commandLine, runAwsCli } from './aws-cli.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'aws-cli-'));
});
afterEach(() => rm(folder, { recursive: true }));

/** Puts a program named `aws` first on the PATH. */
async function programmed(script: string): Promise<Record<string, string>> {
  await writeFile(join(folder, 'aws'), `#!/bin/sh\n${script}\n`);
  await chmod(join(folder, 'aws'), 0o755);
  return { PATH: `${folder}:/usr/bin:/bin`, FOLDER: folder };
}

const login = { name: 'login', profile: 'my profile; echo $HOME', region: 'eu-north-1' } as const;
const never = new AbortController().signal;

const failureOf = async (running: Promise<void>): Promise<unknown> =>
  running.then(
    () => undefined,
    (error: unknown) => error,
  );

const isAlive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

describe('the AWS CLI', () => {
  test('is found by the environment’s PATH and gets every word as it is', async () => {
    const environment = await programmed('printf "%s\\n" "$@" > "$FOLDER/words"; cat >> "$FOLDER/words"');
    await runAwsCli(login, environment, never);
    expect(await readFile(join(folder, 'words'), 'utf8')).toBe(
      'login\n--profile\nmy profile; echo $HOME\n--region\neu-north-1\n',
    );
  });

  test('that is not there is told with the command to run', async () => {
    const error = await failureOf(runAwsCli({ ...login, profile: 'console' }, { PATH: folder }, never));
    expect(error).toMatchObject({
      data: {
        code: 'sign-in-needed',
        message:
          'The AWS CLI was not found on this computer. Install it, or run this where it is: aws login --profile console --region eu-north-1',
        action: 'reload-shell-environment',
      },
    });
  });

  test('that may not be started is told so', async () => {
    const environment = await programmed('exit 0');
    await chmod(join(folder, 'aws'), 0o600);
    const error = await failureOf(runAwsCli(login, { ...environment, PATH: folder }, never));
    expect(error).toMatchObject({
      data: { message: expect.stringContaining('could not be started'), action: 'sign-in', detail: 'EACCES' },
    });
  });

  test('that fails is told with its last words, but with no address that it printed', async () => {
    const environment = await programmed(
      'echo "first" >&2; echo "aws: [ERROR]: it broke at https://eu-north-1.signin.aws.amazon.com/v1?code=secret" >&2; exit 255',
    );
    const error = await failureOf(runAwsCli(login, environment, never));
    expect(hasCode(error, 'sign-in-needed')).toBe(true);
    expect(error).toMatchObject({
      data: { action: 'sign-in', detail: 'aws login: exit code 255 · aws: [ERROR]: it broke at …' },
    });
  });

  test('that writes more than is kept leaves no part of a secret, which nothing would recognize', async () => {
    const token = createHash('sha256').update('a token').digest('hex');
    knownSecrets.remember(token);
    for (const after of [1_950, 1_960, 1_970]) {
      const environment = await programmed(`printf '%s%${after}s' ${token} end >&2; exit 1`);
      const data = toErrorData(await failureOf(runAwsCli(login, environment, never)));
      expect(data.detail).toMatch(/^aws login: exit code 1/);
      expect(data.detail).not.toContain(token.slice(-30));
    }
  });

  test('that is too old for the command is to be updated', async () => {
    const environment = await programmed('exit 252');
    await expect(runAwsCli(login, environment, never)).rejects.toThrow('Update it');
  });

  test('is ended at once with all that it started', async () => {
    const environment = await programmed(
      'sleep 600 & echo $! > "$FOLDER/child"; echo $$ > "$FOLDER/self"; echo ready > "$FOLDER/pipe"; wait',
    );
    const controller = new AbortController();
    // To read a pipe is to wait for who writes into it.
    execFileSync('mkfifo', [join(folder, 'pipe')]);
    const running = failureOf(runAwsCli(login, environment, controller.signal));
    await readFile(join(folder, 'pipe'));
    const pids = await Promise.all(
      ['self', 'child'].map(async (name) => Number(await readFile(join(folder, name), 'utf8'))),
    );
    expect(pids.map(isAlive)).toEqual([true, true]);
    controller.abort();
    expect(await running).toMatchObject({ name: 'AbortError' });
    await expect.poll(() => pids.map(isAlive)).toEqual([false, false]);
  });

  test('is not started when it is not wanted any more', async () => {
    const environment = await programmed('touch "$FOLDER/started"');
    await expect(runAwsCli(login, environment, AbortSignal.abort())).rejects.toThrow('aborted');
    await expect(readFile(join(folder, 'started'))).rejects.toThrow('ENOENT');
  });
});

test('the command is shown as a person would type it', () => {
  expect(commandLine({ name: 'login', profile: 'dev', region: undefined })).toBe('aws login --profile dev');
  expect(commandLine({ name: 'logout', profile: "it's", region: undefined })).toBe(
    String.raw`aws logout --profile 'it'\''s'`,
  );
});
