import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { parsePolicy, parsePolicyText } from './policy.ts';
import { hasRegistryKey, parseRegistryValues, readPolicy } from './read-policy.ts';

const all = {
  updates: 'notify',
  updateChecks: 'automatic',
  updateChannel: 'beta',
  updateFeed: 'https://mirror.corp/ecr/',
} as const;

test('reads every key, and reports keys that this version does not know', () => {
  expect(parsePolicy({ ...all, telemetry: false }, 'policy')).toEqual({
    kind: 'read',
    source: 'policy',
    policy: all,
    unknownKeys: ['telemetry'],
  });
  expect(parsePolicy({}, 'policy')).toMatchObject({ kind: 'read', policy: {}, unknownKeys: [] });
});

test('ends the address of a feed with a slash', () => {
  expect(parsePolicy({ updateFeed: 'https://mirror.corp/ecr' }, 'policy')).toMatchObject({
    policy: { updateFeed: 'https://mirror.corp/ecr/' },
  });
});

test.each([
  [{ updates: 'Off' }, /^updates: It must be off/],
  [{ updates: 0 }, /^updates: /],
  [{ updateChecks: true }, /^updateChecks: /],
  [{ updateChannel: 'nightly' }, /^updateChannel: It must be latest or beta/],
  [{ updateFeed: 'http://mirror.corp/' }, /^updateFeed: It must be an https URL/],
  [{ updateFeed: 'https://user:pass@mirror.corp/' }, /^updateFeed: /],
  [{ updateFeed: 'https://mirror.corp/?token=1' }, /^updateFeed: /],
  [{ updateFeed: 'file:///srv/updates' }, /^updateFeed: /],
  [{ updateFeed: `https://mirror.corp/${'a'.repeat(3_000)}` }, /^updateFeed: /],
  [[], /not a list of keys/],
  ['off', /not a list of keys/],
  [null, /not a list of keys/],
])('fails as a whole for %j', (values, problem) => {
  expect(parsePolicy(values, 'policy')).toEqual({
    kind: 'failed',
    source: 'policy',
    problem: expect.stringMatching(problem),
  });
});

test('fails for a text that is not JSON', () => {
  expect(parsePolicyText('{updates: off}', 'policy')).toMatchObject({
    kind: 'failed',
    problem: 'It is not JSON.',
  });
});

describe('the registry of Windows', () => {
  const key = 'HKEY_LOCAL_MACHINE\\Software\\Policies\\ECR Image Replicator';
  const output = `\r\n${key}\r\n    (Default)    REG_SZ    (value not set)\r\n    updates    REG_SZ    notify\r\n    updateFeed    REG_SZ    https://mirror.corp/a b/\r\n    updateChannel    REG_SZ    \r\n\r\n`;

  test('has the texts of a key', () => {
    expect(parseRegistryValues(output)).toEqual({
      updates: 'notify',
      updateFeed: 'https://mirror.corp/a b/',
      updateChannel: '',
    });
  });

  test('fails the policy for a value that is no text', () => {
    const values = parseRegistryValues(`${key}\r\n    updates    REG_DWORD    0x0\r\n`);
    expect(parsePolicy(values, key)).toMatchObject({
      kind: 'failed',
      problem: expect.stringMatching(/^updates/),
    });
  });

  test('distinguishes a missing key from one that cannot be read', () => {
    const keys = `\r\n${key.replace('ECR Image Replicator', 'Microsoft')}\r\n`;
    expect(hasRegistryKey(keys, 'ECR Image Replicator')).toBe(false);
    expect(hasRegistryKey(`${keys}${key.toUpperCase()}\r\n`, 'ECR Image Replicator')).toBe(true);
  });
});

describe('a file', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'policy-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));
  const path = () => join(folder, 'policy.json');

  test('is read', async () => {
    await writeFile(path(), JSON.stringify(all));
    expect(await readPolicy(path())).toMatchObject({ kind: 'read', source: path(), policy: all });
  });

  test('is no policy when it does not exist', async () => {
    expect(await readPolicy(path())).toEqual({ kind: 'none' });
    expect(await readPolicy(join(path(), 'below'))).toEqual({ kind: 'none' });
  });

  test('fails when it is a folder, too large or not JSON', async () => {
    await mkdir(path());
    expect(await readPolicy(path())).toMatchObject({ kind: 'failed', problem: 'It is a folder.' });
    await rm(path(), { recursive: true });
    await writeFile(path(), 'x'.repeat(70_000));
    expect(await readPolicy(path())).toMatchObject({
      kind: 'failed',
      problem: expect.stringMatching(/^It is larger than/),
    });
    await writeFile(path(), '{"updates":');
    expect(await readPolicy(path())).toMatchObject({ kind: 'failed', problem: 'It is not JSON.' });
  });

  test('fails when the system cannot open it', async () => {
    await symlink(path(), path());
    expect(await readPolicy(path())).toMatchObject({
      kind: 'failed',
      problem: 'Its symbolic links form a loop (ELOOP).',
    });
  });
});
