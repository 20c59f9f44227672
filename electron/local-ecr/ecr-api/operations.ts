import type { Operation } from './protocol/operation.ts';
import * as backfills from './operations/backfill-operations.ts';
import * as templates from './operations/creation-template-operations.ts';
import {
  batchDeleteImage,
  batchGetImage,
  describeImagesOperation,
  listImagesOperation,
  putImage,
  updateImageStorageClass,
} from './operations/image-operations.ts';
import { batchCheckLayerAvailability, getDownloadUrlForLayer } from './operations/layer-operations.ts';
import * as policies from './operations/policy-operations.ts';
import * as registryPolicies from './operations/registry-policy-operations.ts';
import * as replications from './operations/replication-operations.ts';
import { listImageReferrers } from './operations/referrer-operations.ts';
import { describeImageScanFindings } from './operations/scan-operations.ts';
import * as registries from './operations/registry-operations.ts';
import * as repositories from './operations/repository-operations.ts';
import { listTagsForResource, tagResource } from './operations/tag-operations.ts';
import { completeLayerUpload, initiateLayerUpload, uploadLayerPart } from './operations/upload-operations.ts';

/** Every operation of the ECR API that the local ECR supports, by its name in X-Amz-Target. */
export const operations: ReadonlyMap<string, Operation> = new Map<string, Operation>([
  ['GetAuthorizationToken', registries.getAuthorizationToken],
  ['DescribePullThroughCacheRules', registries.describePullThroughCacheRules],
  ['GetAccountSetting', registries.getAccountSetting],
  ['PutAccountSetting', registries.putAccountSetting],

  ['DescribeRegistry', replications.describeRegistry],
  ['PutReplicationConfiguration', replications.putReplicationConfiguration],
  ['DescribeImageReplicationStatus', replications.describeImageReplicationStatus],
  ['StartReplicationBackfill', backfills.startReplicationBackfill],
  ['StopReplicationBackfill', backfills.stopReplicationBackfill],
  ['ListReplicationBackfills', backfills.listReplicationBackfills],
  ['DescribeReplicationBackfillResults', backfills.describeReplicationBackfillResults],
  ['GetRegistryPolicy', registryPolicies.getRegistryPolicy],
  ['PutRegistryPolicy', registryPolicies.putRegistryPolicy],
  ['DeleteRegistryPolicy', registryPolicies.deleteRegistryPolicy],
  ['CreateRepositoryCreationTemplate', templates.createRepositoryCreationTemplate],
  ['UpdateRepositoryCreationTemplate', templates.updateRepositoryCreationTemplate],
  ['DeleteRepositoryCreationTemplate', templates.deleteRepositoryCreationTemplate],
  ['DescribeRepositoryCreationTemplates', templates.describeRepositoryCreationTemplates],

  ['DescribeRepositories', repositories.describeRepositories],
  ['CreateRepository', repositories.createRepository],
  ['DeleteRepository', repositories.deleteRepository],
  ['PutImageTagMutability', repositories.putImageTagMutability],
  ['PutImageScanningConfiguration', repositories.putImageScanningConfiguration],
  ['TagResource', tagResource],
  ['ListTagsForResource', listTagsForResource],

  ['GetRepositoryPolicy', policies.getRepositoryPolicy],
  ['SetRepositoryPolicy', policies.setRepositoryPolicy],
  ['DeleteRepositoryPolicy', policies.deleteRepositoryPolicy],
  ['GetLifecyclePolicy', policies.getLifecyclePolicy],
  ['PutLifecyclePolicy', policies.putLifecyclePolicy],
  ['DeleteLifecyclePolicy', policies.deleteLifecyclePolicy],

  ['BatchCheckLayerAvailability', batchCheckLayerAvailability],
  ['GetDownloadUrlForLayer', getDownloadUrlForLayer],
  ['InitiateLayerUpload', initiateLayerUpload],
  ['UploadLayerPart', uploadLayerPart],
  ['CompleteLayerUpload', completeLayerUpload],

  ['ListImages', listImagesOperation],
  ['DescribeImages', describeImagesOperation],
  ['BatchGetImage', batchGetImage],
  ['PutImage', putImage],
  ['UpdateImageStorageClass', updateImageStorageClass],
  ['BatchDeleteImage', batchDeleteImage],
  ['ListImageReferrers', listImageReferrers],
  ['DescribeImageScanFindings', describeImageScanFindings],
]);
