import { findUnknownKeys, readSigningKeys } from '../update-files.ts';
import type { Outcome } from './run-checks.ts';
import { failed, needs, ok } from './run-checks.ts';

/**
 * Whether updates can be installed: the app has a public key, and what is published is signed with its private key.
 *
 * @param builtIn the keys of `update-keys.ts`.
 * @param privateKey the value of UPDATE_SIGNING_KEY.
 */
export function checkUpdateKey(builtIn: readonly string[], privateKey: string | undefined): Outcome {
  if (builtIn.length === 0)
    return needs(
      'a maintainer',
      'a public key in electron/app/updates/update-keys.ts; without one the app shows new versions and installs none',
    );
  if (privateKey === undefined || privateKey.trim() === '')
    return needs('GitHub', 'the secret UPDATE_SIGNING_KEY, which signs the files of the update channels');
  const unknown = findUnknownKeys(readSigningKeys(privateKey), builtIn);
  return unknown.length === 0
    ? ok('UPDATE_SIGNING_KEY signs for this version')
    : failed(`electron/app/updates/update-keys.ts does not have the public key ${unknown.join(', ')}.`);
}
