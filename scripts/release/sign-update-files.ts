import { generateKeyPairSync } from 'node:crypto';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { formatKey, signatureExtension } from '../../electron/app/updates/feed/signature.ts';
import { updateKeys } from '../../electron/app/updates/update-keys.ts';
import {
  changeUpdateFile,
  findUnknownKeys,
  formatSignatureFile,
  isChannelFile,
  readSigningKeys,
} from './update-files.ts';

// node scripts/release/sign-update-files.ts FOLDER [--notes FILE] [--staging-percentage N]
//   signs every channel's file in the folder with the private key in UPDATE_SIGNING_KEY.
// node scripts/release/sign-update-files.ts --new-key FILE
//   writes a new private key, and prints the public key for electron/app/updates/update-keys.ts.
const keyVariable = 'UPDATE_SIGNING_KEY';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    notes: { type: 'string' },
    'staging-percentage': { type: 'string' },
    'new-key': { type: 'string' },
  },
});

async function createKey(path: string): Promise<void> {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  await writeFile(path, privateKey.export({ format: 'pem', type: 'pkcs8' }), { mode: 0o600, flag: 'wx' });
  console.log(`The private key is in ${path}. The public key for electron/app/updates/update-keys.ts is:`);
  console.log(formatKey(publicKey));
}

function readPercentage(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const percentage = Number(text);
  if (Number.isInteger(percentage) && percentage >= 0 && percentage <= 100) return percentage;
  throw new Error('The staging percentage is a whole number from 0 to 100.');
}

async function signFolder(folder: string): Promise<void> {
  const keys = readSigningKeys(process.env[keyVariable] ?? '');
  const unknown = findUnknownKeys(keys, updateKeys);
  if (unknown.length > 0)
    throw new Error(
      `electron/app/updates/update-keys.ts does not have the public key ${unknown.join(', ')}.`,
    );
  const names = (await readdir(folder)).filter(isChannelFile);
  if (names.length === 0) throw new Error(`${folder} has no file of a channel, such as latest-linux.yml.`);
  const changes = {
    releaseNotes: values.notes === undefined ? undefined : await readFile(values.notes, 'utf8'),
    stagingPercentage: readPercentage(values['staging-percentage']),
  };
  for (const name of names) {
    const path = join(folder, name);
    const content = Buffer.from(changeUpdateFile(await readFile(path, 'utf8'), changes));
    await writeFile(path, content);
    await writeFile(`${path}${signatureExtension}`, formatSignatureFile(name, content, keys));
    console.log(`${path}${signatureExtension}`);
  }
}

const [folder] = positionals;
try {
  if (values['new-key'] !== undefined) await createKey(values['new-key']);
  else if (folder !== undefined) await signFolder(folder);
  else throw new Error('Name the folder with the files of the channels, or --new-key FILE.');
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
