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
const exactlyIfRandom = new Set(['auth', 'signature']);

/** Positions in listings, and marks that make a request safe to repeat: no secrets. */
const harmlessTokens = ['nexttoken', 'pagetoken', 'continuationtoken', 'paginationtoken', 'clienttoken'];

interface NameEnd {
  readonly end: string;
  readonly value: NamedValue | undefined;
}

/** By their last four letters, which few other names have; the more specific ones first. */
const byLastLetters = Map.groupBy<string, NameEnd>(
  [
    ...harmlessTokens.map((end) => ({ end, value: undefined })),
    ...lines.map((end) => ({ end, value: 'line' as const })),
    ...secrets.map((end) => ({ end, value: 'secret' as const })),
    ...addresses.map((end) => ({ end, value: 'address' as const })),
    { end: 'token', value: 'if-random' },
  ],
  ({ end }) => end.slice(-4),
);

/** Longer names are judged by their end. */
export const longestName = 64;

function judge(name: string): NamedValue | undefined {
  const lower = name.toLowerCase();
  const plain = /[-_.]/.test(lower) ? lower.replaceAll(/[-_.]/g, '') : lower;
  if (plain === 'code') return 'code';
  if (exactlyIfRandom.has(plain)) return 'if-random';
  return byLastLetters.get(plain.slice(-4))?.find(({ end }) => plain.endsWith(end))?.value;
}

/** What was said of the last names: a text has few of them, again and again. */
const judged = new Map<string, NamedValue | undefined>();
const maxJudged = 512;

/** @param name of any spelling: `aws_secret_access_key`, `SecretAccessKey`, `x-amz-security-token` */
export function valueNamed(name: string): NamedValue | undefined {
  if (name.length < 4) return undefined;
  const known = judged.get(name);
  if (known !== undefined || judged.has(name)) return known;
  if (judged.size >= maxJudged) judged.clear();
  const value = judge(name);
  judged.set(name, value);
  return value;
}

/** Values after these look like secrets and are none: a person needs them to ask for support. */
export const isHarmlessName = (name: string): boolean =>
  /(?:uploadid|requestid|amzid2|amzcfid|extendedrequestid|digest|etag|traceid|versionid)$/.test(
    name.toLowerCase().replaceAll(/[-_.]/g, ''),
  );
