import type { RegistryReference } from '../models/reference.ts';
import { findPartition, repositoryArn } from '../models/reference.ts';
import type { PolicyDocument } from './policy-document.ts';
import { createPolicy } from './policy-document.ts';

/** The statement of a registry policy that accepts the images of another account. */
export interface ReplicationStatement {
  readonly Sid: string;
  readonly Effect: 'Allow';
  readonly Principal: { readonly AWS: string };
  readonly Action: readonly ['ecr:CreateRepository', 'ecr:ReplicateImage'];
  readonly Resource: readonly string[];
}

/**
 * Creates the statement for replication from another account (ECR user guide, registry permissions).
 *
 * @param resources ARNs of repositories of the destination, with wildcards.
 */
export const createReplicationStatement = (
  source: RegistryReference,
  resources: readonly string[],
): ReplicationStatement => ({
  Sid: `ReplicationFrom${source.accountId}`,
  Effect: 'Allow',
  Principal: { AWS: `arn:${findPartition(source.region)}:iam::${source.accountId}:root` },
  Action: ['ecr:CreateRepository', 'ecr:ReplicateImage'],
  Resource: resources,
});

const serviceRole =
  'iam::*:role/aws-service-role/replication.ecr.amazonaws.com/AWSServiceRoleForECRReplication';

/** Identity policy for the caller of the source: rules, backfills and the status of images. */
export function createReplicationSourcePolicy(source: RegistryReference): PolicyDocument {
  const everyRepository = repositoryArn({ ...source, repositoryName: '*' });
  return createPolicy([
    {
      Sid: 'ConfigureReplication',
      Effect: 'Allow',
      Action: ['ecr:DescribeRegistry', 'ecr:PutReplicationConfiguration'],
      Resource: '*',
    },
    {
      Sid: 'CopyExistingImages',
      Effect: 'Allow',
      Action: [
        'ecr:DescribeReplicationBackfillResults',
        'ecr:ListReplicationBackfills',
        'ecr:StartReplicationBackfill',
        'ecr:StopReplicationBackfill',
      ],
      Resource: '*',
    },
    {
      Sid: 'ReadImages',
      Effect: 'Allow',
      Action: ['ecr:DescribeImageReplicationStatus', 'ecr:DescribeImages', 'ecr:DescribeRepositories'],
      Resource: everyRepository,
    },
    // ECR creates the role with the first replication configuration of an account.
    {
      Sid: 'CreateReplicationRole',
      Effect: 'Allow',
      Action: ['iam:CreateServiceLinkedRole'],
      Resource: `arn:${findPartition(source.region)}:${serviceRole}`,
    },
  ]);
}

/** The changes at the destination, which its caller needs permissions for. */
export interface DestinationChanges {
  readonly registryPolicy: boolean;
  /** Actions besides the creation of the template: `ecr:PutLifecyclePolicy`. Undefined without a template. */
  readonly templateActions: readonly string[] | undefined;
}

/** Identity policy for the caller of the destination; it has no statement when nothing changes there. */
export const createReplicationDestinationPolicy = ({
  registryPolicy,
  templateActions,
}: DestinationChanges): PolicyDocument =>
  createPolicy([
    {
      Sid: 'AcceptReplication',
      Effect: 'Allow',
      Action: registryPolicy ? ['ecr:GetRegistryPolicy', 'ecr:PutRegistryPolicy'] : [],
      Resource: '*',
    },
    {
      Sid: 'CreateTemplate',
      Effect: 'Allow',
      Action: templateActions
        ? [
            'ecr:CreateRepositoryCreationTemplate',
            'ecr:DescribeRepositoryCreationTemplates',
            'ecr:CreateRepository',
            ...templateActions,
          ]
        : [],
      Resource: '*',
    },
  ]);
