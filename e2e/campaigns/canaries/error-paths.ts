import { environmentProfile } from '../../../shared/models/profile.ts';
import { echoNames } from './echoes.ts';
import type { ProfileName } from './profile-kinds.ts';

/** A call that is refused to a profile of a kind. */
export interface Call {
  readonly profile: ProfileName;
  /** As the relay names it; `program` for what a `credential_process` or the AWS CLI writes as it fails. */
  readonly operation: string;
}

/** Calls of listing, planning, checking and copying, which go alike with every kind of credentials. */
const ofCopying = [
  'DescribeRepositories',
  'CreateRepository',
  'DescribeImages',
  'BatchGetImage',
  'BatchCheckLayerAvailability',
  'GetDownloadUrlForLayer',
  'GetAuthorizationToken',
  'InitiateLayerUpload',
  'UploadLayerPart',
  'CompleteLayerUpload',
  'PutImage',
  'registry GET',
  'registry POST',
  'registry PUT',
  'download',
] as const;

/** Calls that a copy makes for each image, and that only fail that one. */
const ofEachImage: ReadonlySet<string> = new Set([
  'GetDownloadUrlForLayer',
  'InitiateLayerUpload',
  'UploadLayerPart',
  'CompleteLayerUpload',
  'PutImage',
  'registry POST',
  'registry PUT',
  'download',
]);
export const isOfEachImage = ({ operation }: Call): boolean => ofEachImage.has(operation);

/** Calls that only a copy by the API makes. */
const ofApiUploads: ReadonlySet<string> = new Set([
  'InitiateLayerUpload',
  'UploadLayerPart',
  'CompleteLayerUpload',
]);
export const isOfApiUploads = ({ operation }: Call): boolean => ofApiUploads.has(operation);

/** Calls that are not made while the app has what they give. */
const kept: ReadonlySet<string> = new Set([
  'AssumeRole',
  'AssumeRoleWithWebIdentity',
  'GetSessionToken',
  'POST /token',
  'GET /federation/credentials',
  'POST /v1/token',
  'GET /container/credentials',
  'program',
  'GetAuthorizationToken',
  'registry GET',
]);
export const isKept = ({ operation }: Call): boolean => kept.has(operation);

const slow: ReadonlySet<string> = new Set(['container, GET /container/credentials', 'device, POST /token']);
/** Whether the app itself waits for seconds before the call fails, or before it is made again. */
export const isSlow = ({ profile, operation }: Call): boolean => slow.has(`${profile}, ${operation}`);

/** Whether only planning and copying make the call. */
export const isOfCopying = ({ operation }: Call): boolean =>
  ofCopying.some((name) => name === operation && name !== 'DescribeRepositories');

const ofEvery = ['GetCallerIdentity', 'DescribeRepositories'] as const;

/** What each kind of profile calls. A registration of an OIDC client comes first: the app keeps it once it has one. */
const operationsOf: Readonly<Record<ProfileName, readonly string[]>> = {
  browser: ['POST /client/register', 'POST /token', 'GET /federation/credentials', 'POST /logout'],
  device: ['POST /client/register', 'POST /device_authorization', 'POST /token'],
  keys: ofEvery,
  temporary: ['GetCallerIdentity', ...ofCopying],
  role: ['AssumeRole', 'GetCallerIdentity', ...ofCopying],
  sso: ['POST /token', 'GET /federation/credentials', ...ofEvery],
  legacy: ['GET /federation/credentials', ...ofEvery],
  login: ['program', 'POST /v1/token', ...ofEvery],
  web: ['AssumeRoleWithWebIdentity', ...ofEvery],
  process: ofEvery,
  'failing-process': ['program'],
  careful: ['GetSessionToken', ...ofEvery],
  [environmentProfile]: ofEvery,
  container: ['GET /container/credentials', 'AssumeRole', ...ofEvery],
  proxied: ['proxy'],
  tunneled: ['CONNECT'],
  'manual-proxy': ['proxy'],
  'manual-tunnel': ['CONNECT'],
};

const names = <Name extends string>(record: Readonly<Record<Name, unknown>>): readonly Name[] => {
  const keys: Name[] = [];
  for (const name in record) keys.push(name);
  return keys;
};

/** Every call; an error path is a call with one of the echoes. */
export const allCalls: readonly Call[] = names(operationsOf).flatMap((profile) =>
  operationsOf[profile].map((operation) => ({ profile, operation })),
);

export const pathName = ({ profile, operation }: Call, echo: string): string =>
  `${profile}, ${operation}, ${echo}`;

export const allPaths: readonly string[] = allCalls.flatMap((call) =>
  echoNames.map((echo) => pathName(call, echo)),
);
