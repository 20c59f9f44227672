import type { RepositoryReference } from '../models/reference.ts';
import { repositoryArn } from '../models/reference.ts';
import { keyStatement } from './key-statement.ts';
import type { PolicyDocument, PolicyStatement } from './policy-document.ts';
import { policyOf } from './policy-document.ts';
import type { PolicyRoute } from './route.ts';

/** Choosing images from a repository, and reading them. GetAuthorizationToken is for the Docker protocol, which is not used. */
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
export function sourcePolicy({ source, creation }: PolicyRoute): PolicyDocument {
  const repository = repositoryArn(source);
  return policyOf([
    findRepositories(source),
    on(repository, 'ReadImages', readActions),
    on(repository, 'ReadSettings', creation?.reads ?? []),
  ]);
}

/** The least that writing into the destination takes. */
export function destinationPolicy({ destination, creation }: PolicyRoute): PolicyDocument {
  const repository = repositoryArn(destination);
  return policyOf([
    findRepositories(destination),
    on(repository, 'WriteImages', writeActions),
    on(repository, 'CreateRepository', creation ? ['ecr:CreateRepository', ...creation.writes] : []),
    ...(creation?.kmsKey === undefined ? [] : [keyStatement(creation.kmsKey)]),
  ]);
}
