import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import { test as base } from '../../../testing/sign-in/sign-in-test.ts';

const config = '[profile console]\nlogin_session = arn:aws:iam::111111111111:user/me\nregion = eu-north-1\n';

const test = base
  .extend('folder', async ({ onTestFinished }) => {
    const folder = await mkdtemp(join(tmpdir(), 'aws-login-'));
    onTestFinished(() => rm(folder, { recursive: true }));
    return folder;
  })
  /** Installs a program `aws`, and creates the sign-ins of a user who has it on the PATH. */
  .extend('installAws', ({ folder, createSignIns }) => async (script: string) => {
    await writeFile(join(folder, 'aws'), `#!/bin/sh\n${script}\n`);
    await chmod(join(folder, 'aws'), 0o755);
    return createSignIns({ config, path: `${folder}:/usr/bin:/bin` });
  });

test('aws login is run for the profile, and its end is reported', async ({ folder, installAws }) => {
  const { signIns, until, signedIn, opened } = await installAws(`echo "$@" > ${folder}/arguments`);
  const { id } = await signIns.start('console', 'browser');
  expect(await until(id, 'program')).toEqual({
    kind: 'program',
    command: 'aws login --profile console --region eu-north-1',
  });
  await until(id, 'done');
  expect(await readFile(join(folder, 'arguments'), 'utf8')).toBe(
    'login --profile console --region eu-north-1\n',
  );
  expect(signedIn).toEqual([{ kind: 'aws-login', profile: 'console' }]);
  expect(opened).toEqual([]);
  await signIns.signOut('console');
  expect(await readFile(join(folder, 'arguments'), 'utf8')).toBe(
    'logout --profile console --region eu-north-1\n',
  );
});

test('aws login is ended by a cancellation, and has no page', async ({ installAws }) => {
  const { signIns, until, updates } = await installAws('sleep 600');
  const { id } = await signIns.start('console', 'browser');
  await until(id, 'program');
  await expect(signIns.openPage(id)).rejects.toThrow('no page to open');
  signIns.cancel(id);
  // Resolves only once the program has ended.
  await signIns.close();
  expect(updates.map(({ state }) => state.kind)).toEqual(['starting', 'program', 'cancelled']);
});

test('aws login that is not installed is reported with the command to run', async ({
  folder,
  createSignIns,
}) => {
  const { signIns, until } = await createSignIns({ config, path: folder });
  const { id } = await signIns.start('console', 'browser');
  expect((await until(id, 'failed')).error).toMatchObject({
    code: 'sign-in-needed',
    message: expect.stringContaining('aws login --profile console --region eu-north-1'),
    profile: 'console',
  });
});
