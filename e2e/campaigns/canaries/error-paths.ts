import { environmentProfile } from '../../../shared/models/profile.ts';
import { echoNames } from './echoes.ts';
import type { ProfileName } from './profile-kinds.ts';

/** A call that is rejected for a profile of a kind. */
export interface Call {
  readonly profile: ProfileName;
  /** The relay's name of the call; `program` for the error output of a `credential_process` or the AWS CLI. */
  readonly operation: string;
}

/** Calls of listing, planning, checking and copying, which are the same with every kind of credentials. */
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

/** Calls for each image of a copy, whose failure affects only that image. */
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

/** Calls of a copy by the ECR API only. */
const ofApiUploads: ReadonlySet<string> = new Set([
  'InitiateLayerUpload',
  'UploadLayerPart',
  'CompleteLayerUpload',
]);
export const isOfApiUploads = ({ operation }: Call): boolean => ofApiUploads.has(operation);

/** Calls that are not made while the app has their result cached. */
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
/** Whether the app waits for seconds before the call fails, or before it is retried. */
export const isSlow = ({ profile, operation }: Call): boolean => slow.has(`${profile}, ${operation}`);

/** Whether only planning and copying make the call. */
export const isOfCopying = ({ operation }: Call): boolean =>
  ofCopying.some((name) => name === operation && name !== 'DescribeRepositories');

const ofEvery = ['GetCallerIdentity', 'DescribeRepositories'] as const;

/** The calls of each kind of profile. The registration of an OIDC client comes first: the app caches it. */
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
