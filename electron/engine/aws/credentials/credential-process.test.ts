import { access as exists, chmod, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, vi } from 'vitest';
import type { FixtureProfile } from '../../../testing/aws-home/fixture-profile.ts';
import { ana, ben, other, region } from '../../../testing/aws-fixture.ts';
import { selection, test } from '../../../testing/profile-test.ts';

const writeProgram = async (folder: string, name: string, text: string): Promise<string> => {
  const path = join(folder, name);
  await writeFile(path, `#!/bin/sh\n${text}\n`);
  await chmod(path, 0o700);
  return path;
};

const printing = (output: object) => `echo '${JSON.stringify(output)}'`;
const anas = { Version: 1, AccessKeyId: ana.accessKeyId, SecretAccessKey: ana.secretAccessKey };
const byProgram = (command: string): FixtureProfile => ({
  kind: 'process',
  name: 'process',
  command,
  region,
});

describe('credential_process', () => {
  test('runs once for concurrent callers, and never for a list', async ({ aws, access }) => {
    const ran = join(aws.folder, 'ran');
    await rm(ran, { force: true });
    const path = await writeProgram(aws.folder, 'keys', `echo once >> ${ran}\n${printing(anas)}`);
    await aws.write([byProgram(`${path} --token s3cr3t`)]);
    const listed = await access.listProfiles();
    expect(listed.profiles[0]?.state).toEqual({ kind: 'runs-program', program: 'keys' });
    expect(JSON.stringify(listed)).not.toContain('s3cr3t');
    await expect(exists(ran)).rejects.toMatchObject({ code: 'ENOENT' });

    await Promise.all([access.identify(selection('process')), access.identify(selection('process'))]);
    expect((await access.listProfiles()).profiles[0]?.state).toEqual({ kind: 'ready' });
    expect(await readFile(ran, 'utf8')).toBe('once\n');
  });

  test('runs again when its profile changes while it runs', async ({ aws, access }) => {
    const started = join(aws.folder, 'started');
    const go = join(aws.folder, 'go');
    await Promise.all([started, go].map((path) => rm(path, { force: true })));
    const waits = `touch ${started}\nwhile [ ! -e ${go} ]; do sleep 0.05; done\n${printing(anas)}`;
    await aws.write([byProgram(await writeProgram(aws.folder, 'keys-of-ana', waits))]);
    const before = access.identify(selection('process'));
    await vi.waitFor(() => exists(started), { timeout: 10_000 });
    const bens = { Version: 1, AccessKeyId: ben.accessKeyId, SecretAccessKey: ben.secretAccessKey };
    await aws.write([byProgram(await writeProgram(aws.folder, 'keys-of-ben', printing(bens)))]);
    await access.discardOutdated();
    const after = access.identify(selection('process'));
    await writeFile(go, '');
    expect(await after).toMatchObject({ arn: ben.arn });
    expect(await before).toMatchObject({ arn: ben.arn });
  });

  test('is found with the PATH of the environment', async ({ aws, identify }) => {
    await writeProgram(aws.folder, 'my-keys', printing(anas));
    await aws.write([byProgram('my-keys')]);
    const environment = { HOME: aws.folder, PATH: `${aws.folder}:${process.env['PATH']}` };
    expect(await aws.access({ environment }).identify(selection('process'))).toMatchObject({
      arn: ana.arn,
    });
    await expect(identify('process')).rejects.toMatchObject({
      data: {
        code: 'profile-unusable',
        action: 'reload-shell-environment',
        message: expect.stringContaining('The credential_process of profile process, my-keys, was not found'),
      },
    });
  });

  test('runs again when its credentials expire', async ({ aws, access }) => {
    const count = join(aws.folder, 'count');
    await rm(count, { force: true });
    const soon = new Date(Date.now() + 20_000).toISOString();
    const path = await writeProgram(
      aws.folder,
      'short',
      `echo x >> ${count}\n${printing({ ...anas, Expiration: soon })}`,
    );
    await aws.write([byProgram(path)]);
    await access.identify(selection('process'));
    await access.identify(selection('process'));
    expect((await readFile(count, 'utf8')).split('\n')).toHaveLength(3);
  });

  test.for<readonly [string, string]>([
    ['null members', printing({ ...anas, SessionToken: null, Expiration: null, AccountId: null })],
    ['empty members', printing({ ...anas, SessionToken: '', Expiration: '', AccountId: '' })],
    ['other lines before and after the JSON', `echo "Signing in {1} ..."; ${printing(anas)}; echo Done`],
    ['a byte order mark', `printf '\\357\\273\\277'; ${printing(anas)}`],
    ['a lot of errors', `yes | head -n 300000 >&2; ${printing(anas)}`],
  ])('accepts output with %s', async ([_what, text], { aws, identify }) => {
    const path = await writeProgram(aws.folder, 'odd', text);
    await aws.write([byProgram(path)]);
    expect(await identify('process')).toMatchObject({ arn: ana.arn });
  });

  test.for<readonly [string, string]>([
    ['yes', 'was ended because it printed more than 1 MB. Change it to print only its credentials.'],
    [`${printing(anas)}; ${printing(anas)}`, 'printed more than one set of credentials.'],
    [printing({ ...anas, Version: 2 }), 'did not print "Version": 1.'],
    [printing({ Version: 1 }), 'printed no AccessKeyId and SecretAccessKey.'],
    ['echo hello s3cr3t', 'did not print JSON.'],
    [printing({ ...anas, Expiration: '2020-01-01T00:00:00Z' }), 'printed expired credentials.'],
    ['echo "no vault for $1=s3cr3t AKIAANA0000000000000" >&2; exit 3', 'failed (exit code 3).'],
  ])('reports the failure of %s', async ([text, words], { aws, identify }) => {
    const path = await writeProgram(aws.folder, 'failing', text);
    await aws.write([byProgram(`${path} --token=s3cr3t`)]);
    const failure: unknown = await identify('process').catch((error: unknown) => error);
    expect(failure).toMatchObject({
      data: {
        profile: 'process',
        message: expect.stringContaining(`The credential_process of profile process, failing, ${words}`),
      },
    });
    expect(JSON.stringify(failure)).not.toMatch(/s3cr3t|AKIA/);
  });

  test('is refused when it names another account than the files', async ({ aws, identify }) => {
    const path = await writeProgram(aws.folder, 'other', printing({ ...anas, AccountId: other }));
    await aws.write([{ ...byProgram(path), settings: { aws_account_id: other } }]);
    await expect(identify('process')).rejects.toMatchObject({ data: { code: 'wrong-account' } });
  });
});
