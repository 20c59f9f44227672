import { execFileSync } from 'node:child_process';
import { createPublicKey, generateKeyPairSync } from 'node:crypto';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { formatKey, verifyUpdateFile } from '../../electron/app/updates/feed/signature.ts';
import { parseUpdateFile } from '../../electron/app/updates/feed/update-file.ts';
import { updateKeys } from '../../electron/app/updates/update-keys.ts';
import {
  changeUpdateFile,
  findUnknownKeys,
  formatSignatureFile,
  isChannelFile,
  readSigningKeys,
} from './update-files.ts';

/** As electron-builder writes it. */
const channelFile = `version: 0.2.0
files:
  - url: ecr-image-replicator-0.2.0-linux-x86_64.AppImage
    sha512: ${'a'.repeat(86)}==
    size: 110000000
    blockMapSize: 120000
path: ecr-image-replicator-0.2.0-linux-x86_64.AppImage
sha512: ${'a'.repeat(86)}==
releaseDate: '2026-11-29T12:00:00.000Z'
`;

const createKey = () => generateKeyPairSync('ed25519').privateKey;
const toPem = (key: ReturnType<typeof createKey>): string =>
  String(key.export({ format: 'pem', type: 'pkcs8' }));
const publicOf = (key: ReturnType<typeof createKey>): string => formatKey(createPublicKey(key));

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'update-files-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test.each([
  ['latest.yml', true],
  ['beta-mac.yml', true],
  ['latest-linux-arm64.yml', true],
  ['builder-debug.yml', false],
  ['latest.yml.sig', false],
])('is %s the file of a channel: %s', (name, expected) => {
  expect(isChannelFile(name)).toBe(expected);
});

test('the app reads what was added to a file of electron-builder', () => {
  const changed = changeUpdateFile(channelFile, {
    releaseNotes: '## Added\n\n- A thing: "quoted".\n',
    stagingPercentage: 20,
  });
  const url = new URL('https://updates.example/latest-linux.yml');
  expect(parseUpdateFile(Buffer.from(changed), url)).toMatchObject({
    version: '0.2.0',
    releaseNotes: '## Added\n\n- A thing: "quoted".\n',
    stagingPercentage: 20,
    files: [{ size: 110_000_000 }],
  });
  expect(changeUpdateFile(channelFile, {})).toBe(channelFile);
});

test('signs with every key of the variable, so that old and new builds accept the file', () => {
  const [old, next] = [createKey(), createKey()];
  const keys = readSigningKeys(`${toPem(old)}${toPem(next).replaceAll('\n', '\\n')}`);
  const content = Buffer.from(channelFile);
  const signatures = formatSignatureFile('latest-linux.yml', content, keys);
  for (const key of [old, next])
    expect(verifyUpdateFile('latest-linux.yml', content, signatures, [publicOf(key)])).toBe('valid');
  expect(findUnknownKeys(keys, [publicOf(old)])).toEqual([publicOf(next)]);
});

test('refuses a variable without an Ed25519 key', () => {
  expect(() => readSigningKeys('')).toThrow('contains no private key');
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  expect(() => readSigningKeys(toPem(privateKey))).toThrow('not an Ed25519 key');
});

test('every built-in key is an Ed25519 key', () => {
  for (const key of updateKeys)
    expect(createPublicKey({ key: Buffer.from(key, 'base64'), format: 'der', type: 'spki' })).toHaveProperty(
      'asymmetricKeyType',
      'ed25519',
    );
});

const script = join(import.meta.dirname, 'sign-update-files.ts');
const run = (args: readonly string[], key = ''): string =>
  execFileSync(process.execPath, [script, ...args], {
    encoding: 'utf8',
    stdio: 'pipe',
    env: { ...process.env, UPDATE_SIGNING_KEY: key },
  });

test('the command creates a key, and signs nothing with a key that no build accepts', async () => {
  const path = join(folder, 'key.pem');
  const output = run(['--new-key', path]);
  const pem = await readFile(path, 'utf8');
  expect((await stat(path)).mode & 0o777).toBe(0o600);
  const [key] = readSigningKeys(pem);
  expect(output).toContain(key && publicOf(key));
  expect(() => run(['--new-key', path])).toThrow('EEXIST');
  await writeFile(join(folder, 'latest-linux.yml'), channelFile);
  expect(() => run([folder], pem)).toThrow(/update-keys\.ts does not have the public key/);
  expect(() => run([folder])).toThrow('contains no private key');
});
