import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect } from 'vitest';
import { seedImage } from '../testing/seed-image.ts';
import type { CliContext } from './terminal/context.ts';
import { runCli } from './run-cli.ts';
import { readReplicateOutput } from '../testing/cli/replicate-output.ts';
import { runInProcess } from '../testing/cli/run-in-process.ts';
import { test as base } from '../testing/registries-test.ts';

const account = '222222222222';
let userData: string;
let count = 0;

const writeSettings = (text: string) => writeFile(join(userData, 'settings.json'), text);
const protect = () =>
  writeSettings(
    JSON.stringify({ version: 1, accounts: { [account]: { label: 'Prod', isProtected: true } } }),
  );

const command = (...more: readonly string[]) => [
  'replicate',
  '--source-profile',
  'build',
  '--source',
  `source/${count}:v1`,
  '--destination-profile',
  'production',
  '--destination',
  `destination/${count}`,
  ...more,
];

const run = (...more: readonly string[]) =>
  runInProcess(command(...more), { ECR_IMAGE_REPLICATOR_USER_DATA: userData });

const test = base
  .extend('tags', ({ registries }) => () => [
    ...registries.destination.repository(`destination/${count}`).tags.keys(),
  ])
  .extend(
    'writes',
    ({ registries }) =>
      () =>
        registries.ecr.calls.all.filter(({ operation }) =>
          /^(Put|Create|Initiate|Upload|Complete)/.test(operation),
        ),
  );

test.beforeEach(async ({ registries }) => {
  count += 1;
  userData = await mkdtemp(join(tmpdir(), 'protected-account-'));
  const source = registries.source.createRepository(`source/${count}`);
  registries.destination.createRepository(`destination/${count}`);
  await seedImage(source, [['layer', 1_000]], ['v1']);
  registries.ecr.calls.clear();
});
afterEach(() => rm(userData, { recursive: true, force: true }));

test('a script does not write to a protected account, and the sentence names the account and the option', async ({
  tags,
  writes,
}) => {
  await protect();
  const { code, stderr } = await run();
  expect(code).toBe(1);
  expect(stderr).toContain(
    `Account ${account} (Prod) is protected. Add --confirm-account ${account} to write to account ${account}. Nothing was written.`,
  );
  expect(writes()).toEqual([]);
  expect(tags()).toEqual([]);
});

test('so does --json, in its result', async ({ writes }) => {
  await protect();
  const { code, stdout } = await run('--json');
  expect(code).toBe(1);
  expect(readReplicateOutput(stdout).result.images).toMatchObject([
    { status: 'failed', error: { code: 'account-protected' } },
  ]);
  expect(writes()).toEqual([]);
});

test('--confirm-account names the account, and the copy is made', async ({ tags }) => {
  await protect();
  expect(await run('--confirm-account', account)).toMatchObject({ code: 0 });
  expect(tags()).toEqual(['v1']);
});

test('the folder of the settings can be named by an option', async () => {
  await protect();
  const elsewhere = { ECR_IMAGE_REPLICATOR_USER_DATA: join(userData, 'none') };
  const { code, stderr } = await runInProcess(command('--user-data-dir', userData), elsewhere);
  expect(code).toBe(1);
  expect(stderr).toContain('is protected');
});

test('uses the folder of the app by default', async () => {
  const folder = join(userData, '.config', 'ECR Image Replicator');
  await mkdir(folder, { recursive: true });
  await writeFile(
    join(folder, 'settings.json'),
    JSON.stringify({ accounts: { [account]: { isProtected: true } } }),
  );
  const environment = {
    ECR_IMAGE_REPLICATOR_USER_DATA: '',
    HOME: userData,
    XDG_CONFIG_HOME: join(userData, '.config'),
    APPDATA: join(userData, '.config'),
  };
  if (process.platform === 'darwin') return;
  const { code, stderr } = await runInProcess(command(), environment);
  expect(code).toBe(1);
  expect(stderr).toContain(`Account ${account} is protected.`);
});

test('a variable that names no folder of the settings is refused', async ({ writes }) => {
  const missing = join(userData, 'missing');
  const { code, stderr } = await runInProcess(command(), { ECR_IMAGE_REPLICATOR_USER_DATA: missing });
  expect({ code, stderr }).toEqual({
    code: 2,
    stderr: expect.stringContaining(`ECR_IMAGE_REPLICATOR_USER_DATA names no folder: ${missing}.`),
  });
  expect(writes()).toEqual([]);
});

test.for(['missing', 'settings.json'])(
  'a folder of the settings that is none is refused: %s',
  async (name, { writes }) => {
    await protect();
    const { code, stderr } = await run('--user-data-dir', join(userData, name));
    expect({ code, stderr }).toEqual({
      code: 2,
      stderr: expect.stringContaining(`--user-data-dir names no folder: ${join(userData, name)}.`),
    });
    expect(writes()).toEqual([]);
  },
);

test.for(['000000000000', '111111111111'])('another account, %s, is refused', async (other, { writes }) => {
  await protect();
  const { code, stderr } = await run('--confirm-account', other);
  expect(code).toBe(1);
  expect(stderr).toContain(`--confirm-account names ${other}, but the destination is account ${account}.`);
  expect(writes()).toEqual([]);
});

test('a profile that gets keys of another account while the command runs writes nothing there', async ({
  registries,
  tags,
}) => {
  const first = registries.source.createRepository(`first/${count}`);
  await seedImage(first, [['first', 1_000]], ['first']);
  await seedImage(registries.source.createRepository(`second/${count}`), [['second', 1_000]], ['second']);
  // The account of the source has a repository of this name in the destination's region too.
  const other = registries.ecr.registry('111111111111', 'us-east-1').createRepository(`destination/${count}`);
  const credentialsFile = process.env['AWS_SHARED_CREDENTIALS_FILE'] ?? '';
  const credentials = await readFile(credentialsFile, 'utf8');
  const [buildKeys = ''] = /aws_access_key_id[^[]*/.exec(credentials) ?? [];
  registries.ecr.network.shape = { latencyMs: 100 };
  try {
    const running = run('--source', `first/${count}:first`, '--source', `second/${count}:second`);
    await expect.poll(() => registries.ecr.calls.of('InitiateLayerUpload').length).toBeGreaterThan(0);
    await writeFile(credentialsFile, `[build]\n${buildKeys}\n[production]\n${buildKeys}\n`);
    const { code, stderr } = await running;
    expect(other.tags.size).toBe(0);
    expect(code).toBe(1);
    expect(stderr).toContain('Profile production now belongs to account 111111111111');
    expect(tags()).not.toContain('second');
  } finally {
    registries.ecr.network.shape = {};
    await writeFile(credentialsFile, credentials);
  }
});

test('what is no account is wrong usage', async ({ registries }) => {
  expect(await run('--confirm-account', 'Prod')).toMatchObject({ code: 2 });
  expect(registries.ecr.calls.all).toEqual([]);
});

describe('settings that cannot be read', () => {
  test.for([
    ['broken', () => writeSettings('{"accounts":')],
    ['of a newer version', () => writeSettings('{"version":99}')],
    ['a folder', () => mkdir(join(userData, 'settings.json'))],
  ] as const)(
    'because they are %s, make every account one to be confirmed, and stay as they are',
    async ([_why, make], { tags, writes }) => {
      await make();
      const { code, stderr } = await run();
      expect(code).toBe(1);
      expect(stderr).toContain(
        `The protected accounts are not known, because ${join(userData, 'settings.json')} cannot be read.`,
      );
      expect(stderr).toContain(`Add --confirm-account ${account}`);
      expect(writes()).toEqual([]);
      expect(await run('--confirm-account', account)).toMatchObject({ code: 0 });
      expect(tags()).toEqual(['v1']);
      expect(await readdir(userData)).toEqual(['settings.json']);
    },
  );
});

test('an account that is not protected, or no settings at all, ask nothing', async ({ tags }) => {
  expect(await run()).toMatchObject({ code: 0 });
  await writeSettings(
    JSON.stringify({ accounts: { '111111111111': { isProtected: true }, [account]: { label: 'Prod' } } }),
  );
  expect(await run()).toMatchObject({ code: 0 });
  expect(tags()).toEqual(['v1']);
});

/** Runs the command where a user answers the question. */
const runAndType = async (typed: string) => {
  let stderr = '';
  const questions: string[] = [];
  const context: CliContext = {
    environment: { ...process.env, ECR_IMAGE_REPLICATOR_USER_DATA: userData },
    stdout: { write: () => true },
    stderr: { write: (text) => ((stderr += text), true), isTTY: true },
    resourceFolders: [],
    signal: new AbortController().signal,
    ask: async (question) => (questions.push(question), typed),
  };
  const code = await runCli(command(), '1.0.0', context);
  return { code, stderr, questions };
};

describe('at a terminal', () => {
  test.for(['222222222222', ' 2222-2222-2222 '])('the account may be typed: %j', async (typed, { tags }) => {
    await protect();
    const { code, stderr, questions } = await runAndType(typed);
    expect(stderr).toContain(`Account ${account} (Prod) is protected.`);
    expect(questions).toEqual([`Type ${account} to write to this account: `]);
    expect(code).toBe(0);
    expect(tags()).toEqual(['v1']);
  });

  test.for(['', 'Prod', '111111111111'])('anything else writes nothing: %j', async (typed, { writes }) => {
    await protect();
    expect(await runAndType(typed)).toMatchObject({ code: 1 });
    expect(writes()).toEqual([]);
  });
});

describe('--journal', () => {
  test('given a read-only folder ends in one clear sentence', async ({ writes }) => {
    if (process.platform !== 'linux') return;
    const { code, stdout, stderr } = await run('--journal', '/sys/uploads');
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toMatch(
      /^error: The folder of --journal cannot be used: \/sys\/uploads\. .+ \(E\w+\)\. Choose another folder, .*\n$/,
    );
    expect(writes()).toEqual([]);
  });

  test.runIf(process.platform === 'linux')(
    'given a folder that cannot be created ends in one clear sentence',
    async ({ writes }) => {
      const { code, stdout, stderr } = await run('--journal', '/proc/uploads');
      expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
      expect(stderr).toBe(
        'error: The folder of --journal cannot be used: /proc/uploads. Its file system allows no new folder there (ENOENT). Choose another folder, or leave --journal out. Nothing was written.\n',
      );
      expect(writes()).toEqual([]);
    },
  );

  test.for([
    ['a file', async () => writeSettings('{}'), 'settings.json', 'It is a file.'],
    ['a folder below a file', async () => writeSettings('{}'), 'settings.json/uploads', 'It is a file.'],
  ] as const)(
    'given %s ends in one clear sentence before anything is written',
    async ([_what, make, name, reason], { writes }) => {
      await make();
      const journal = join(userData, name);
      const { code, stdout, stderr } = await run('--journal', journal);
      expect(code).toBe(1);
      expect(stdout).toBe('');
      expect(stderr).toBe(
        `error: The folder of --journal cannot be used: ${journal}. ${reason} Choose another folder, or leave --journal out. Nothing was written.\n`,
      );
      expect(writes()).toEqual([]);
    },
  );

  test('given a new folder creates it, and leaves nothing in it after a copy that is complete', async () => {
    const journal = join(userData, 'deep', 'uploads');
    expect(await run('--journal', journal)).toMatchObject({ code: 0 });
    expect(await readdir(journal)).toEqual([]);
  });
});
