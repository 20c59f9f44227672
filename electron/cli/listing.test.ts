import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect } from 'vitest';
import { findControl } from '../../shared/testing/find-control.ts';
import { seedImage } from '../testing/seed-image.ts';
import { parseLines } from '../testing/cli/run-command.ts';
import { runInProcess } from '../testing/cli/run-in-process.ts';
import { test } from '../testing/registries-test.ts';

const build = ['--profile', 'build'];
let digest: string;

test.beforeAll(async ({ registries }) => {
  const repository = registries.source.createRepository('team/api', { tagMutability: 'IMMUTABLE' });
  registries.source.createRepository('team/other');
  ({ digest } = await seedImage(repository, [['a', 3_000]], ['1.0', 'latest']));
});

describe('profiles', () => {
  test('are listed as a table', async () => {
    const { code, stdout, stderr } = await runInProcess(['profiles']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout.split('\n')[0]).toMatch(/^PROFILE +KIND +REGION +ACCOUNT$/);
    expect(stdout).toMatch(/^build +static-keys +eu-west-1 +- +has an endpoint of its own$/m);
    expect(stdout).toMatch(/^production +static-keys +us-east-1 /m);
  });

  test('are listed as JSON, without any secret', async () => {
    const { code, stdout } = await runInProcess(['profiles', '--json']);
    expect(code).toBe(0);
    expect(parseLines(stdout)).toMatchObject([
      { name: 'build', kind: 'static-keys', region: 'eu-west-1' },
      { name: 'production', kind: 'static-keys', region: 'us-east-1' },
    ]);
    expect(stdout).not.toContain('secret');
    expect(stdout).not.toContain('AKIA');
  });

  test('when there are none, prints which files are read', async () => {
    const nowhere = {
      AWS_CONFIG_FILE: '/nowhere/config',
      AWS_SHARED_CREDENTIALS_FILE: '/nowhere/credentials',
    };
    const { code, stdout, stderr } = await runInProcess(['profiles'], nowhere);
    expect({ code, stdout }).toEqual({ code: 0, stdout: '' });
    expect(stderr).toContain('/nowhere/config (missing)');
  });
});

test('a file full of escape sequences is listed without acting on the terminal, and as JSON is what it says', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'hostile-file-'));
  const name = 'evil\u202E\u009B7\u001Bc';
  const AWS_CONFIG_FILE = join(folder, 'config');
  await writeFile(AWS_CONFIG_FILE, `[profile ${name}]\nregion = eu-west-1\n`);
  const files = { AWS_CONFIG_FILE, AWS_SHARED_CREDENTIALS_FILE: join(folder, 'none') };
  const [shown, json] = await Promise.all([
    runInProcess(['profiles'], files),
    runInProcess(['profiles', '--json'], files),
  ]);
  await rm(folder, { recursive: true });
  expect(shown).toMatchObject({ code: 0, stderr: '' });
  expect(shown.stdout).toContain('evil\\u{202e}\\u{9b}7\\u{1b}c');
  for (const { stdout } of [shown, json]) expect(findControl(stdout)).toBeUndefined();
  expect(parseLines(json.stdout)).toMatchObject([{ name }]);
});

describe('repositories', () => {
  test('are listed as a table', async () => {
    const { code, stdout } = await runInProcess(['repositories', ...build]);
    expect(code).toBe(0);
    expect(stdout).toMatch(
      /^team\/api +IMMUTABLE +AES256 +\d{4}-\d\d-\d\d \d\d:\d\d +111111111111\.dkr\.ecr\./m,
    );
    expect(stdout).toMatch(/^team\/other +MUTABLE /m);
  });

  test('are listed as JSON, under the names of a source too', async () => {
    const { code, stdout } = await runInProcess(['repositories', '--source-profile', 'build', '--json']);
    expect(code).toBe(0);
    expect(parseLines(stdout)).toMatchObject([
      { name: 'team/api', tagMutability: 'IMMUTABLE', registryId: '111111111111' },
      { name: 'team/other', tagMutability: 'MUTABLE' },
    ]);
  });

  test('without permission, it fails and says which', async ({ registries }) => {
    registries.ecr.faults.add({ kind: 'access-denied', operation: 'DescribeRepositories' });
    const { code, stdout, stderr } = await runInProcess(['repositories', ...build]);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toContain('ecr:DescribeRepositories');
  });
});

describe('images', () => {
  test('are listed as a table', async () => {
    const { code, stdout } = await runInProcess(['images', ...build, '--repository', 'team/api']);
    expect(code).toBe(0);
    expect(stdout).toMatch(new RegExp(`^${digest}  image +3\\.\\d kB  \\S+ \\S+  1\\.0, latest$`, 'm'));
  });

  test('are listed as JSON', async () => {
    const { code, stdout } = await runInProcess(['images', ...build, '--source', 'team/api', '--json']);
    expect(code).toBe(0);
    expect(parseLines(stdout)).toMatchObject([{ digest, tags: ['1.0', 'latest'], kind: 'image' }]);
  });

  test('of a repository that is not there fail', async () => {
    const { code, stdout, stderr } = await runInProcess(['images', ...build, '--source', 'team/none']);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toContain('team/none');
  });
});
