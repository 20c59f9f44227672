import { createPublicKey, generateKeyPairSync } from 'node:crypto';
import { expect, test } from 'vitest';
import { formatKey } from '../../../electron/app/updates/feed/signature.ts';
import { checkUpdateKey } from './check-update-key.ts';

const createKey = () => {
  const { privateKey } = generateKeyPairSync('ed25519');
  const pem = String(privateKey.export({ format: 'pem', type: 'pkcs8' }));
  return { pem, builtIn: formatKey(createPublicKey(privateKey)) };
};

test('updates need a public key in the app, and its private key', () => {
  const key = createKey();
  expect(checkUpdateKey([], key.pem)).toMatchObject({ kind: 'needs', who: 'a maintainer' });
  expect(checkUpdateKey([key.builtIn], undefined)).toMatchObject({ kind: 'needs', who: 'GitHub' });
  expect(checkUpdateKey([key.builtIn], ' ')).toMatchObject({ kind: 'needs', who: 'GitHub' });
  expect(checkUpdateKey([createKey().builtIn, key.builtIn], key.pem)).toMatchObject({ kind: 'ok' });
});

test('a private key that no build accepts, or that is none, fails', () => {
  const [one, other] = [createKey(), createKey()];
  expect(checkUpdateKey([one.builtIn], other.pem)).toMatchObject({
    kind: 'failed',
    why: expect.stringContaining(other.builtIn),
  });
  expect(() => checkUpdateKey([one.builtIn], 'no key')).toThrow('no private key');
});
