import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { hasCode } from '../../errors/engine-error.ts';
import { toErrorData } from '../../errors/to-error-data.ts';
import { knownSecrets } from '../../redaction/known-secrets.ts';
import { formatCommand, runAwsCli } from './aws-cli.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'aws-cli-'));
});
afterEach(() => rm(folder, { recursive: true }));

/** Installs a program `aws` and returns an environment in which it is found. */
async function installAws(script: string): Promise<Record<string, string>> {
  await writeFile(join(folder, 'aws'), `#!/bin/sh\n${script}\n`);
  await chmod(join(folder, 'aws'), 0o755);
  return { PATH: `${folder}:/usr/bin:/bin`, FOLDER: folder };
}

const login = { name: 'login', profile: 'my profile; echo $HOME', region: 'eu-north-1' } as const;
const { signal } = new AbortController();

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
  test('is found by the PATH of the environment and receives every argument unchanged', async () => {
    const environment = await installAws('printf "%s\\n" "$@" > "$FOLDER/words"; cat >> "$FOLDER/words"');
    await runAwsCli(login, environment, signal);
    expect(await readFile(join(folder, 'words'), 'utf8')).toBe(
      'login\n--profile\nmy profile; echo $HOME\n--region\neu-north-1\n',
    );
  });

  test('that is not installed is reported with the command to run', async () => {
    const error = await failureOf(runAwsCli({ ...login, profile: 'console' }, { PATH: folder }, signal));
    expect(error).toMatchObject({
      data: {
        code: 'sign-in-needed',
        message:
          'The AWS CLI was not found on this computer. Install it, or run this command where it is installed: aws login --profile console --region eu-north-1',
        action: 'reload-shell-environment',
      },
    });
  });

  test('that is not executable is reported', async () => {
    const environment = await installAws('exit 0');
    await chmod(join(folder, 'aws'), 0o600);
    const error = await failureOf(runAwsCli(login, { ...environment, PATH: folder }, signal));
    expect(error).toMatchObject({
      data: { message: expect.stringContaining('cannot be started'), action: 'sign-in', detail: 'EACCES' },
    });
  });

  test('that fails is reported with its last line, without URLs', async () => {
    const environment = await installAws(
      'echo "first" >&2; echo "aws: [ERROR]: it broke at https://eu-north-1.signin.aws.amazon.com/v1?code=secret" >&2; exit 255',
    );
    const error = await failureOf(runAwsCli(login, environment, signal));
    expect(hasCode(error, 'sign-in-needed')).toBe(true);
    expect(error).toMatchObject({
      data: { action: 'sign-in', detail: 'aws login: exit code 255 · aws: [ERROR]: it broke at …' },
    });
  });

  test('that writes more than the limit is reported without a truncated secret', async () => {
    const token = createHash('sha256').update('a token').digest('hex');
    knownSecrets.remember(token);
    for (const after of [1_950, 1_960, 1_970]) {
      const environment = await installAws(`printf '%s%${after}s' ${token} end >&2; exit 1`);
      const data = toErrorData(await failureOf(runAwsCli(login, environment, signal)));
      expect(data.detail).toMatch(/^aws login: exit code 1/);
      expect(data.detail).not.toContain(token.slice(-30));
    }
  });

  test('that does not support the command is reported with the request to update it', async () => {
    const environment = await installAws('exit 252');
    await expect(runAwsCli(login, environment, signal)).rejects.toThrow('Update it');
  });

  test('is ended with all its child processes', async () => {
    const environment = await installAws(
      'sleep 600 & echo $! > "$FOLDER/child"; echo $$ > "$FOLDER/self"; echo ready > "$FOLDER/pipe"; wait',
    );
    const controller = new AbortController();
    // Reading a pipe waits for its writer.
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

  test('is not started after an abort', async () => {
    const environment = await installAws('touch "$FOLDER/started"');
    await expect(runAwsCli(login, environment, AbortSignal.abort())).rejects.toThrow('aborted');
    await expect(readFile(join(folder, 'started'))).rejects.toThrow('ENOENT');
  });
});

test('formats the command for a shell', () => {
  expect(formatCommand({ name: 'login', profile: 'dev', region: undefined })).toBe('aws login --profile dev');
  expect(formatCommand({ name: 'logout', profile: "it's", region: undefined })).toBe(
    String.raw`aws logout --profile 'it'\''s'`,
  );
});
