import { expect, test } from 'vitest';
import type { ProfileState } from '../../../../shared/models/profile.ts';
import { noProfileFacts } from '../../../testing/profile-summaries.ts';
import { parseCatalog } from './profile-catalog.ts';
import { buildChain } from './profile-chain.ts';
import type { ProfileFacts } from './profile-state.ts';
import { deriveState } from './profile-state.ts';

const minutes = (count: number): number => noProfileFacts.now + count * 60_000;

const config = `
[profile keys]
aws_access_key_id = AKIA
aws_secret_access_key = s
[profile temporary]
aws_access_key_id = ASIA
aws_secret_access_key = s
aws_session_token = t
[profile ending]
aws_access_key_id = ASIA
aws_secret_access_key = s
aws_session_token = t
aws_expiration = 2026-11-26T12:30:00Z
[profile keys-mfa]
aws_access_key_id = AKIA
aws_secret_access_key = s
mfa_serial = phone
[profile sso]
sso_session = corp
sso_account_id = 111111111111
sso_role_name = R
[profile console]
login_session = me
[profile process]
credential_process = keys
[profile role]
role_arn = arn:aws:iam::222222222222:role/R
source_profile = keys
[profile role-mfa]
role_arn = arn:aws:iam::222222222222:role/R
source_profile = sso
mfa_serial = phone
[profile role-on-mfa]
role_arn = arn:aws:iam::222222222222:role/S
source_profile = role-mfa
[profile role-on-ending]
role_arn = arn:aws:iam::222222222222:role/S
source_profile = ending
[profile machine]
role_arn = arn:aws:iam::222222222222:role/S
credential_source = Environment
[profile web]
role_arn = arn:aws:iam::222222222222:role/S
web_identity_token_file = /tokens/web
[sso-session corp]
sso_start_url = u
sso_region = r
`;
const catalog = parseCatalog(config, '');

function state(name: string, facts: Partial<ProfileFacts> = {}): ProfileState {
  const entry = catalog.profiles.get(name);
  if (!entry) throw new Error(`There is no profile ${name}.`);
  return deriveState(buildChain(entry, catalog), { ...noProfileFacts, ...facts });
}

const token = (expiresAt: number, renews: boolean) => ({
  tokens: new Map([
    ['sso corp', { expiresAt, renews, fingerprint: 'f' }],
    ['login me', { expiresAt, renews, fingerprint: 'g' }],
  ]),
});
const cached = (...expirations: readonly (readonly [name: string, expiresAt: number | undefined])[]) => ({
  cached: new Map(expirations.map(([name, expiresAt]) => [name, { expiresAt }])),
});

test.each<[string, Partial<ProfileFacts>, ProfileState]>([
  ['keys', {}, { kind: 'long-lived-key' }],
  ['temporary', {}, { kind: 'expiry-unknown', changedAt: 1 }],
  ['temporary', { refused: new Set(['ASIA']) }, { kind: 'expired', at: undefined }],
  ['ending', {}, { kind: 'expires', at: minutes(30), renews: false }],
  ['ending', { now: minutes(31) }, { kind: 'expired', at: minutes(30) }],
  ['keys-mfa', {}, { kind: 'mfa', profile: 'keys-mfa', device: 'phone' }],
  ['keys-mfa', cached(['keys-mfa', minutes(20)]), { kind: 'expires', at: minutes(20), renews: false }],
  ['keys-mfa', cached(['keys-mfa', minutes(-1)]), { kind: 'mfa', profile: 'keys-mfa', device: 'phone' }],
  ['sso', {}, { kind: 'sign-in' }],
  ['sso', token(minutes(40), true), { kind: 'expires', at: minutes(40), renews: true }],
  ['sso', token(minutes(40), false), { kind: 'expires', at: minutes(40), renews: false }],
  ['sso', token(minutes(-5), true), { kind: 'ready' }],
  ['sso', token(minutes(-5), false), { kind: 'sign-in', expiredAt: minutes(-5) }],
  [
    'sso',
    { ...token(minutes(40), true), refused: new Set(['f']) },
    { kind: 'sign-in', expiredAt: minutes(40) },
  ],
  // Cached credentials are valid until they expire, even after the sign-in has expired.
  [
    'sso',
    { ...token(minutes(-5), false), ...cached(['sso', minutes(25)]) },
    { kind: 'expires', at: minutes(25), renews: false },
  ],
  ['console', {}, { kind: 'sign-in' }],
  ['console', token(minutes(10), true), { kind: 'expires', at: minutes(10), renews: true }],
  ['process', {}, { kind: 'runs-program', program: 'keys' }],
  ['process', cached(['process', undefined]), { kind: 'ready' }],
  ['process', cached(['process', minutes(15)]), { kind: 'expires', at: minutes(15), renews: true }],
  ['role', {}, { kind: 'ready' }],
  ['role', cached(['role', minutes(50)]), { kind: 'expires', at: minutes(50), renews: true }],
  ['role-mfa', {}, { kind: 'sign-in' }],
  ['role-mfa', token(minutes(40), true), { kind: 'mfa', profile: 'role-mfa', device: 'phone' }],
  ['role-on-mfa', token(minutes(40), true), { kind: 'mfa', profile: 'role-mfa', device: 'phone' }],
  [
    'role-on-mfa',
    { ...token(minutes(40), true), ...cached(['role-mfa', minutes(30)]) },
    { kind: 'expires', at: minutes(30), renews: false },
  ],
  [
    'role-on-mfa',
    { ...token(minutes(10), false), ...cached(['role-mfa', minutes(30)], ['role-on-mfa', minutes(20)]) },
    { kind: 'expires', at: minutes(20), renews: false },
  ],
  ['role-on-ending', {}, { kind: 'expires', at: minutes(30), renews: false }],
  ['machine', {}, { kind: 'needs', what: 'environment' }],
  ['machine', { machineSources: new Set(['Environment']) }, { kind: 'ready' }],
  ['web', {}, { kind: 'ready' }],
  ['web', { missingTokenFiles: new Set(['/tokens/web']) }, { kind: 'needs', what: 'token-file' }],
])('derives the state of %s with %j', (name, facts, expected) => {
  expect(state(name, facts)).toEqual(expected);
});
