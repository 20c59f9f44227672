import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runCommand } from '../testing/cli/run-command.ts';
import { runInProcess } from '../testing/cli/run-in-process.ts';

let folder: string;
let files: Record<string, string>;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cli-usage-'));
  files = {
    AWS_CONFIG_FILE: join(folder, 'config'),
    AWS_SHARED_CREDENTIALS_FILE: join(folder, 'credentials'),
  };
  const profiles = '[profile build]\nregion = eu-west-1\n[profile homeless]\naws_account_id = 111111111111\n';
  await writeFile(join(folder, 'config'), profiles);
});
afterAll(() => rm(folder, { recursive: true }));

const replicate = (...more: string[]): string[] =>
  ['replicate', '--source-profile', 'build', '--source', 'team/api:1.0'].concat(
    ['--destination-profile', 'build', '--destination', 'team/api'],
    more,
  );

describe('help', () => {
  test.each([
    [['--help'], 'Exit codes: 0 everything is at the destination'],
    [['help', 'replicate'], '--create-repository'],
    [['plan', '--help'], '--leave-out-missing'],
    [['--version'], /^\d+\.\d+\.\d+\n$/],
  ])('%j goes to stdout and is no failure', async (args, expected) => {
    const { code, stdout, stderr } = await runCommand(args, files);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    if (typeof expected === 'string') expect(stdout).toContain(expected);
    else expect(stdout).toMatch(expected);
  });
});

test('a process that is used wrongly ends with 2, nothing on stdout, and a hint', async () => {
  const { code, stdout, stderr } = await runCommand(['replicat'], files);
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toContain('Did you mean replicate?');
});

describe('wrong usage ends with 2, nothing on stdout, and a hint', () => {
  test.each<[string, string[], string]>([
    ['no command', [], 'Usage:'],
    ['an unknown command', ['replicat'], 'Did you mean replicate?'],
    ['an unknown option', replicate('--create-repositry'), 'Did you mean --create-repository?'],
    ['a missing option', ['replicate'], "'--source <REPO[:TAG][@DIGEST]>' not specified"],
    ['no identity', ['repositories'], 'neither AWS_PROFILE nor AWS_ACCESS_KEY_ID is set'],
    ['a word too many', replicate('again'), 'too many arguments'],
    ['a tag that is none', replicate('--tag', '-x:'), 'A tag is up to 128'],
    ['a platform that is none', replicate('--platform', 'linux'), 'linux/arm64'],
    ['an account that is none', replicate('--source-registry', '12'), '12 digits'],
    ['a region that is none', replicate('--source-region', 'EU'), 'eu-west-1'],
    ['an option as region', replicate('--source-region', '-x'), 'eu-west-1'],
    ['no concurrency', replicate('--concurrency', '0'), 'from 1 to 64'],
    ['a bandwidth without unit', replicate('--bandwidth', '20'), 'as in 20MB/s'],
    ['a bandwidth in bits', replicate('--bandwidth', '20Mbit/s'), 'as in 20MB/s'],
    ['a bandwidth at which layers stall', replicate('--bandwidth', '1kB/s'), 'at least 66kB/s'],
    ['an empty journal', replicate('--journal', ''), 'Name a folder'],
    ['an empty journal in one word', replicate('--journal='), 'Name a folder'],
    ['an empty folder of settings', replicate('--user-data-dir', ''), 'Name a folder'],
    [
      'an empty folder of an export',
      ['export', '--to', 'aws-stack', '', ...replicate().slice(1)],
      "command-argument value '' is invalid for argument 'folder'. Name a folder",
    ],
    ['a source with a wrong tag', replicate('--source', 'team/api:-x'), 'REPO:TAG or REPO@DIGEST'],
    [
      'a source with two digests',
      replicate('--source', `team/api:1.0@sha256:${'0'.repeat(64)}@x`),
      'REPO:TAG@DIGEST',
    ],
    ['a source with a wrong digest', replicate('--source', 'team/api@sha256:1'), '64 hex digits'],
    [
      'a source with its registry',
      replicate('--source', '111111111111.dkr.ecr.eu-west-1.amazonaws.com/team/api:1.0'),
      '--source-registry',
    ],
    ['a destination with a tag', replicate('--destination', 'team/api:1.0'), '--tag'],
    [
      'an unknown profile',
      replicate('--source-profile', 'none'),
      'There are: build, homeless. Without a file there are @instance, @container, @web-identity, @environment.',
    ],
    [
      'a profile without region',
      replicate('--destination-profile', 'homeless'),
      'Add --destination-region, as in --destination-region eu-west-1',
    ],
  ])('%s', async (_, args, hint) => {
    const { code, stdout, stderr } = await runInProcess(args, { ...files, AWS_REGION: 'us-east-1' });
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(hint);
  });
});
