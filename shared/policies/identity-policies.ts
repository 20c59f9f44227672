import type { RepositoryReference } from '../models/reference.ts';
import { repositoryArn } from '../models/reference.ts';
import { createKeyStatement } from './key-statement.ts';
import type { PolicyDocument, PolicyStatement } from './policy-document.ts';
import { createPolicy } from './policy-document.ts';
import type { PolicyRoute } from './route.ts';

/** Choosing images from a repository, and reading them. */
export const readActions = ['ecr:DescribeImages', 'ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'] as const;

/** Copying into a repository, and reading back what was copied. */
export const writeActions = [
  'ecr:BatchGetImage',
  'ecr:BatchCheckLayerAvailability',
  'ecr:InitiateLayerUpload',
  'ecr:UploadLayerPart',
  'ecr:CompleteLayerUpload',
  'ecr:PutImage',
] as const;

export const findAction = 'ecr:DescribeRepositories';

/** A list of repositories is asked for on all of them; it tells their names and settings, nothing of what is in them. */
const findRepositories = (reference: RepositoryReference): PolicyStatement => ({
  Sid: 'FindRepositories',
  Effect: 'Allow',
  Action: [findAction],
  Resource: repositoryArn({ ...reference, repositoryName: '*' }),
});

const on = (Resource: string, Sid: string, Action: readonly string[]): PolicyStatement => ({
  Sid,
  Effect: 'Allow',
  Action,
  Resource,
});

/** The least that reading the source takes. */
export function createSourcePolicy({ source, creation }: PolicyRoute): PolicyDocument {
  const repository = repositoryArn(source);
  return createPolicy([
    findRepositories(source),
    on(repository, 'ReadImages', readActions),
    on(repository, 'ReadSettings', creation?.reads ?? []),
  ]);
}

/** The registry endpoint takes layers as they are; without a token they go through the ECR API as base64. It is for no single repository. */
const tokenStatement: PolicyStatement = {
  Sid: 'UseRegistryEndpoint',
  Effect: 'Allow',
  Action: ['ecr:GetAuthorizationToken'],
  Resource: '*',
};

/** What mounting layers takes on the repository that they are mounted from (ECR user guide, blob mounting). */
export const mountActions = ['ecr:GetDownloadUrlForLayer'] as const;

/** Whether layers of the source can be mounted: only within one registry. */
export const canMount = ({ source, destination }: Pick<PolicyRoute, 'source' | 'destination'>): boolean =>
  source.accountId === destination.accountId &&
  source.region === destination.region &&
  source.repositoryName !== destination.repositoryName;

/** The least that writing into the destination takes, by the fastest upload method. */
export function createDestinationPolicy(route: PolicyRoute): PolicyDocument {
  const { source, destination, creation } = route;
  const repository = repositoryArn(destination);
  return createPolicy([
    findRepositories(destination),
    tokenStatement,
    on(repository, 'WriteImages', writeActions),
    on(repositoryArn(source), 'MountLayers', canMount(route) ? mountActions : []),
    on(repository, 'CreateRepository', creation ? ['ecr:CreateRepository', ...creation.writes] : []),
    ...(creation?.kmsKey === undefined ? [] : [createKeyStatement(creation.kmsKey)]),
  ]);
}
