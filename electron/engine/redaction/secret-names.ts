/** What a name says about the value that follows it. */
export type NamedValue =
  /** A secret. */
  | 'secret'
  /** A header whose whole line is one. */
  | 'line'
  /** An address that may begin with a name and a password. */
  | 'address'
  /** A secret where it looks like one: such names also stand before other things. */
  | 'if-random'
  /** A code of a sign-in, or a status, an exit or an error code. */
  | 'code';

const lines = ['authorization', 'cookie'];
const secrets = [
  'secretaccesskey',
  'secretkey',
  'privatekey',
  'sharedkey',
  'accountkey',
  'apikey',
  'dpopkey',
  'password',
  'passwd',
  'passphrase',
  'clientsecret',
  'secret',
  'codeverifier',
  'devicecode',
  'authorizationcode',
  'tokencode',
  'sessiontoken',
  'securitytoken',
  'authorizationtoken',
  'accesstoken',
  'refreshtoken',
  'identitytoken',
  'bearertoken',
  'authtoken',
  'xamzsignature',
  'xamzcredential',
];
const addresses = ['proxy', 'proxyurl', 'proxyserver'];
const exactlyIfRandom = new Set(['auth', 'signature', 'idtoken', 'token', 'authuser']);

/** The last letters of all of them: most names are told apart by that alone. */
const lastLetters = new Set(
  [...lines, ...secrets, ...addresses, ...exactlyIfRandom, 'token', 'code'].map((name) => name.at(-1)),
);

/** Positions in listings, and marks that make a request safe to repeat: no secrets. */
const harmlessTokens = ['nexttoken', 'pagetoken', 'continuationtoken', 'paginationtoken', 'clienttoken'];

const endsWithAny = (name: string, ends: readonly string[]): boolean =>
  ends.some((end) => name.endsWith(end));

/** Longer names are judged by their end. */
export const longestName = 64;

/** @param name of any spelling: `aws_secret_access_key`, `SecretAccessKey`, `x-amz-security-token` */
export function valueNamed(name: string): NamedValue | undefined {
  if (name.length < 4 || !lastLetters.has(name.at(-1)?.toLowerCase())) return undefined;
  const plain = name.toLowerCase().replaceAll(/[-_.]/g, '');
  if (endsWithAny(plain, lines)) return 'line';
  if (endsWithAny(plain, secrets)) return 'secret';
  if (endsWithAny(plain, addresses)) return 'address';
  if (plain === 'code') return 'code';
  if (exactlyIfRandom.has(plain)) return 'if-random';
  return plain.endsWith('token') && !endsWithAny(plain, harmlessTokens) ? 'if-random' : undefined;
}

/** Values after these look like secrets and are none: a person needs them to ask for support. */
export const isHarmlessName = (name: string): boolean =>
  /(?:uploadid|requestid|amzid2|amzcfid|extendedrequestid|digest|etag|traceid|versionid)$/.test(
    name.toLowerCase().replaceAll(/[-_.]/g, ''),
  );
