import type {
  $Command,
  ECRClientResolvedConfig,
  ServiceInputTypes,
  ServiceOutputTypes,
} from '@aws-sdk/client-ecr';
import {
  BatchCheckLayerAvailabilityCommand,
  BatchGetImageCommand,
  CreateRepositoryCreationTemplateCommand,
  DescribeImageReplicationStatusCommand,
  DescribeImageScanFindingsCommand,
  DescribeImagesCommand,
  DescribePullThroughCacheRulesCommand,
  DescribeRegistryCommand,
  DescribeReplicationBackfillResultsCommand,
  DescribeRepositoriesCommand,
  DescribeRepositoryCreationTemplatesCommand,
  GetLifecyclePolicyCommand,
  GetRegistryPolicyCommand,
  GetRepositoryPolicyCommand,
  ListImageReferrersCommand,
  ListImagesCommand,
  ListReplicationBackfillsCommand,
  PutLifecyclePolicyCommand,
  PutRegistryPolicyCommand,
  PutReplicationConfigurationCommand,
  SetRepositoryPolicyCommand,
  StartReplicationBackfillCommand,
  StopReplicationBackfillCommand,
  UpdateImageStorageClassCommand,
} from '@aws-sdk/client-ecr';
import type { RegistryConnection } from '../aws/clients/registry-connection.ts';

/** The constructor of a command of the SDK. */
type CommandClass<Input extends ServiceInputTypes, Output extends ServiceOutputTypes> = new (
  input: Input,
) => $Command<Input, Output, ECRClientResolvedConfig, ServiceInputTypes, ServiceOutputTypes>;

/**
 * Calls one operation of the ECR API. The registry ID of the input is that of the connection by default.
 *
 * @throws EngineError that names side, operation and next step; AbortError when the signal is aborted.
 * @see https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_Operations.html
 */
type EcrOperation<Input, Output> = (
  registry: RegistryConnection,
  input: Input,
  signal?: AbortSignal,
) => Promise<Output>;

function defineOperation<
  Input extends ServiceInputTypes & { registryId?: string | undefined },
  Output extends ServiceOutputTypes,
>(operation: string, Command: CommandClass<Input, Output>): EcrOperation<Input, Output> {
  return (registry, input, signal) => {
    const command = new Command({ registryId: registry.registryId, ...input });
    const repositoryName = 'repositoryName' in input ? String(input.repositoryName) : undefined;
    return registry.call(operation, (ecr, options) => ecr.send(command, options), {
      ...(repositoryName !== undefined && { repositoryName }),
      signal,
    });
  };
}

/** The operations of the ECR API that this engine calls, apart from those with conditions of their own. */
export const ecrApi = {
  batchCheckLayerAvailability: defineOperation(
    'BatchCheckLayerAvailability',
    BatchCheckLayerAvailabilityCommand,
  ),
  batchGetImage: defineOperation('BatchGetImage', BatchGetImageCommand),
  describeImages: defineOperation('DescribeImages', DescribeImagesCommand),
  describeImageScanFindings: defineOperation('DescribeImageScanFindings', DescribeImageScanFindingsCommand),
  describePullThroughCacheRules: defineOperation(
    'DescribePullThroughCacheRules',
    DescribePullThroughCacheRulesCommand,
  ),
  describeRepositories: defineOperation('DescribeRepositories', DescribeRepositoriesCommand),
  getLifecyclePolicy: defineOperation('GetLifecyclePolicy', GetLifecyclePolicyCommand),
  getRepositoryPolicy: defineOperation('GetRepositoryPolicy', GetRepositoryPolicyCommand),
  listImageReferrers: defineOperation('ListImageReferrers', ListImageReferrersCommand),
  listImages: defineOperation('ListImages', ListImagesCommand),
  putLifecyclePolicy: defineOperation('PutLifecyclePolicy', PutLifecyclePolicyCommand),
  setRepositoryPolicy: defineOperation('SetRepositoryPolicy', SetRepositoryPolicyCommand),
  updateImageStorageClass: defineOperation('UpdateImageStorageClass', UpdateImageStorageClassCommand),
  createRepositoryCreationTemplate: defineOperation(
    'CreateRepositoryCreationTemplate',
    CreateRepositoryCreationTemplateCommand,
  ),
  describeImageReplicationStatus: defineOperation(
    'DescribeImageReplicationStatus',
    DescribeImageReplicationStatusCommand,
  ),
  describeRegistry: defineOperation('DescribeRegistry', DescribeRegistryCommand),
  describeReplicationBackfillResults: defineOperation(
    'DescribeReplicationBackfillResults',
    DescribeReplicationBackfillResultsCommand,
  ),
  describeRepositoryCreationTemplates: defineOperation(
    'DescribeRepositoryCreationTemplates',
    DescribeRepositoryCreationTemplatesCommand,
  ),
  getRegistryPolicy: defineOperation('GetRegistryPolicy', GetRegistryPolicyCommand),
  listReplicationBackfills: defineOperation('ListReplicationBackfills', ListReplicationBackfillsCommand),
  putRegistryPolicy: defineOperation('PutRegistryPolicy', PutRegistryPolicyCommand),
  putReplicationConfiguration: defineOperation(
    'PutReplicationConfiguration',
    PutReplicationConfigurationCommand,
  ),
  startReplicationBackfill: defineOperation('StartReplicationBackfill', StartReplicationBackfillCommand),
  stopReplicationBackfill: defineOperation('StopReplicationBackfill', StopReplicationBackfillCommand),
} as const;
