/** The kind of value that follows a name. */
export type NamedValue =
  | 'secret'
  /** A header whose whole line is secret. */
  | 'line'
  /** An address that can begin with a user name and password. */
  | 'address'
  /** A secret if the value looks random: these names have other values too. */
  | 'if-random'
  /** An authorization code, or a status code, exit code or error code. */
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
const exactNamesIfRandom = new Set(['auth', 'signature']);

/** Page tokens and idempotency tokens, which are not secret. */
const harmlessTokens = ['nexttoken', 'pagetoken', 'continuationtoken', 'paginationtoken', 'clienttoken'];

interface NameSuffix {
  readonly end: string;
  readonly value: NamedValue | undefined;
}

/** Name suffixes by their last four letters, the more specific ones first. */
const suffixesByLastLetters = Map.groupBy<string, NameSuffix>(
  [
    ...harmlessTokens.map((end) => ({ end, value: undefined })),
    ...lines.map((end) => ({ end, value: 'line' as const })),
    ...secrets.map((end) => ({ end, value: 'secret' as const })),
    ...addresses.map((end) => ({ end, value: 'address' as const })),
    { end: 'token', value: 'if-random' },
  ],
  ({ end }) => end.slice(-4),
);

/** Characters of a name that are read, from its end. */
export const maxNameLength = 64;

function classify(name: string): NamedValue | undefined {
  const lower = name.toLowerCase();
  const plain = /[-_.]/.test(lower) ? lower.replaceAll(/[-_.]/g, '') : lower;
  if (plain === 'code') return 'code';
  if (exactNamesIfRandom.has(plain)) return 'if-random';
  return suffixesByLastLetters.get(plain.slice(-4))?.find(({ end }) => plain.endsWith(end))?.value;
}

/** Cached classifications: texts repeat the same few names. */
const cache = new Map<string, NamedValue | undefined>();
const maxCacheSize = 512;

/** @param name in any spelling: `aws_secret_access_key`, `SecretAccessKey`, `x-amz-security-token` */
export function classifyName(name: string): NamedValue | undefined {
  if (name.length < 4) return undefined;
  const cached = cache.get(name);
  if (cached !== undefined || cache.has(name)) return cached;
  if (cache.size >= maxCacheSize) cache.clear();
  const value = classify(name);
  cache.set(name, value);
  return value;
}

/** Whether the values of a name look like secrets but are not: support needs them. */
export const isHarmlessName = (name: string): boolean =>
  /(?:uploadid|requestid|amzid2|amzcfid|extendedrequestid|digest|etag|traceid|versionid)$/.test(
    name.toLowerCase().replaceAll(/[-_.]/g, ''),
  );
