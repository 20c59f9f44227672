import type { RepositoryReference } from '../models/reference.ts';
import { repositoryArn } from '../models/reference.ts';
import type { PolicyDocument, PolicyStatement } from './policy-document.ts';
import { createPolicy } from './policy-document.ts';
import type { PolicyRoute } from './policy-route.ts';

/** List and read the images of a repository. */
export const readActions = ['ecr:DescribeImages', 'ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'] as const;

/** Write images into a repository, and read them for verification; listing them first makes a pull-through cache import none. */
export const writeActions = [
  'ecr:DescribeImages',
  'ecr:BatchGetImage',
  'ecr:BatchCheckLayerAvailability',
  'ecr:InitiateLayerUpload',
  'ecr:UploadLayerPart',
  'ecr:CompleteLayerUpload',
  'ecr:PutImage',
] as const;

export const findAction = 'ecr:DescribeRepositories';

/** Listing repositories needs a permission on all of them; it gives their names and settings, not their images. */
const createListStatement = (reference: RepositoryReference): PolicyStatement => ({
  Sid: 'FindRepositories',
  Effect: 'Allow',
  Action: [findAction],
  Resource: repositoryArn({ ...reference, repositoryName: '*' }),
});

const createStatement = (Resource: string, Sid: string, Action: readonly string[]): PolicyStatement => ({
  Sid,
  Effect: 'Allow',
  Action,
  Resource,
});

/** The minimum permissions for reading the source. */
export function createSourcePolicy({ source, creation }: PolicyRoute): PolicyDocument {
  const repository = repositoryArn(source);
  return createPolicy([
    createListStatement(source),
    createStatement(repository, 'ReadImages', readActions),
    createStatement(repository, 'ReadSettings', creation?.reads ?? []),
  ]);
}

/** Token for the registry endpoint; without it layers are uploaded by the ECR API. The action has no resource. */
const tokenStatement: PolicyStatement = {
  Sid: 'UseRegistryEndpoint',
  Effect: 'Allow',
  Action: ['ecr:GetAuthorizationToken'],
  Resource: '*',
};

/** Actions on the repository that layers are mounted from (ECR user guide, blob mounting). */
export const mountActions = ['ecr:GetDownloadUrlForLayer'] as const;

/** Layers can be mounted within one registry. */
export const canMount = ({ source, destination }: Pick<PolicyRoute, 'source' | 'destination'>): boolean =>
  source.accountId === destination.accountId &&
  source.region === destination.region &&
  source.repositoryName !== destination.repositoryName;

/** Actions on the customer managed key of a created repository (ECR user guide, encryption at rest). */
const keyActions = ['kms:CreateGrant', 'kms:DescribeKey'] as const;

const aliasPattern = /^(arn:[^:]+:kms:[^:]+:\d{12}):(alias\/.+)$/;

/**
 * The statement for a customer managed key. An alias cannot be a resource, so it is a condition on all keys (KMS developer
 * guide, use aliases to control access).
 * @param kmsKey the ARN of a key or of an alias.
 */
export function createKeyStatement(kmsKey: string): PolicyStatement {
  const statement = { Sid: 'UseKey', Effect: 'Allow', Action: keyActions } as const;
  const [, keys, alias] = aliasPattern.exec(kmsKey) ?? [];
  if (keys === undefined || alias === undefined) return { ...statement, Resource: kmsKey };
  return {
    ...statement,
    Resource: `${keys}:key/*`,
    Condition: { 'ForAnyValue:StringEquals': { 'kms:ResourceAliases': alias } },
  };
}

/** The minimum permissions for writing to the destination by the registry endpoint. */
export function createDestinationPolicy(route: PolicyRoute): PolicyDocument {
  const { source, destination, creation } = route;
  const repository = repositoryArn(destination);
  return createPolicy([
    createListStatement(destination),
    tokenStatement,
    createStatement(repository, 'WriteImages', writeActions),
    createStatement(repositoryArn(source), 'MountLayers', canMount(route) ? mountActions : []),
    createStatement(
      repository,
      'CreateRepository',
      creation ? ['ecr:CreateRepository', ...creation.writes] : [],
    ),
    ...(creation?.kmsKey === undefined ? [] : [createKeyStatement(creation.kmsKey)]),
  ]);
}
