import {
  BatchDeleteImageCommand,
  CompleteLayerUploadCommand,
  CreateRepositoryCommand,
  DescribeImagesCommand,
  GetDownloadUrlForLayerCommand,
  GetLifecyclePolicyCommand,
  GetRepositoryPolicyCommand,
  ListImagesCommand,
  PutImageCommand,
} from '@aws-sdk/client-ecr';
import { partOf, pushImage, putOf, startUpload, uploadBlob, uploadBlobs } from '../core/api-push.ts';
import { anonymize } from '../core/anonymize.ts';
import { claimArea, type Basis, type Claim } from '../core/claim.ts';
import { imageManifest, indexManifest, newBlob } from '../core/content.ts';
import { verdict } from '../core/outcome.ts';
import { refusalOf } from '../core/refusal.ts';
import type { TargetRegistry } from '../core/target-registry.ts';

/** Makes a call that ECR refuses in the repository given. */
type RefusedCall = (registry: TargetRegistry, repositoryName: string) => Promise<unknown>;

function text(
  name: string,
  basis: Basis,
  expected: string,
  call: RefusedCall,
): readonly [string, Basis, string, Claim['check']] {
  return [
    name,
    basis,
    `ECR's sentence: ${expected}`,
    async ({ first }) => {
      const repositoryName = await first.repositories.get('texts');
      const { message } = await refusalOf(call(first, repositoryName));
      return verdict(anonymize(message, [first.accountId], first.repositories.prefix), expected);
    },
  ];
}

const within = "within the repository with name '{repository}' in the registry with id '{account}'";
const of = "the repository with name '{repository}' in registry with id '{account}'";
const required =
  "required for pushing image into repository with name '{repository}' in the registry with id '{account}' do not exist";

const completion = async ({ client }: TargetRegistry, repositoryName: string, uploadId: string) =>
  client.send(new CompleteLayerUploadCommand({ repositoryName, uploadId, layerDigests: [newBlob().digest] }));

/** The app never reads these sentences; the local ECR repeats them so that the app's own are tested beside them. */
export const errorTexts = claimArea('texts', "The messages of ECR's errors", [
  text(
    'RepositoryNotFoundException',
    'observed',
    "The repository with name '{repository}' does not exist in the registry with id '{account}'",
    async ({ client, repositories }) =>
      client.send(new ListImagesCommand({ repositoryName: repositories.missing('text') })),
  ),
  text(
    'RepositoryAlreadyExistsException',
    'observed',
    "The repository with name '{repository}' already exists in the registry with id '{account}'",
    async ({ client }, repositoryName) => client.send(new CreateRepositoryCommand({ repositoryName })),
  ),
  text(
    'ImageNotFoundException',
    'observed',
    `The image with imageId {imageDigest:'null', imageTag:'never-pushed'} does not exist ${within}`,
    async ({ client }, repositoryName) =>
      client.send(new DescribeImagesCommand({ repositoryName, imageIds: [{ imageTag: 'never-pushed' }] })),
  ),
  text(
    'LayersNotFoundException',
    'observed',
    `The layer with digest '{digest}' does not exist ${within}`,
    async ({ client }, repositoryName) =>
      client.send(new GetDownloadUrlForLayerCommand({ repositoryName, layerDigest: newBlob().digest })),
  ),
  text(
    'LayersNotFoundException-of-PutImage',
    'assumed',
    `Layers with digests '[{digest}]' ${required}`,
    async (registry, repositoryName) => {
      const { config } = await uploadBlobs(registry, repositoryName);
      await registry.client.send(putOf(repositoryName, imageManifest(config, [newBlob()])));
    },
  ),
  text(
    'ReferencedImagesNotFoundException',
    'observed',
    `Images with digests '[{digest}]' ${required}`,
    async ({ client }, repositoryName) =>
      client.send(putOf(repositoryName, indexManifest([imageManifest(newBlob(), [newBlob()])]))),
  ),
  text(
    'ImageAlreadyExistsException',
    'observed',
    `Image with digest '{digest}' and tag 'again' already exists in ${of}`,
    async (registry, repositoryName) => {
      const { manifest } = await pushImage(registry, repositoryName, { tag: 'again' });
      await registry.client.send(putOf(repositoryName, manifest, 'again'));
    },
  ),
  text(
    'ImageDigestDoesNotMatchException',
    'observed',
    "The image with digest '{digest}' in repository '{repository}' and registry ID '{account}' does not match the image digest that Amazon ECR has calculated.",
    async ({ client }, repositoryName) =>
      client.send(
        new PutImageCommand({
          repositoryName,
          imageManifest: imageManifest(newBlob(), [newBlob()]),
          imageDigest: newBlob().digest,
        }),
      ),
  ),
  text(
    'ImageTagAlreadyExistsException',
    'observed',
    "The image tag 'kept' already exists in the '{repository}' repository and cannot be overwritten because the repository is immutable.",
    async (registry) => {
      const immutable = await registry.repositories.get('immutable', { imageTagMutability: 'IMMUTABLE' });
      await pushImage(registry, immutable, { tag: 'kept' });
      await pushImage(registry, immutable, { tag: 'kept' });
    },
  ),
  text(
    'InvalidLayerPartException',
    'observed',
    'First byte of the layer part is 50 instead of 0',
    async (registry, repositoryName) =>
      registry.client.send(
        partOf(repositoryName, await startUpload(registry, repositoryName), 50, newBlob().bytes),
      ),
  ),
  text(
    'LayerPartTooSmallException',
    'observed',
    'All layer parts except the last part should be at least 5MB',
    async (registry, repositoryName) => {
      const uploadId = await startUpload(registry, repositoryName);
      for (const begin of [0, 64])
        await registry.client.send(partOf(repositoryName, uploadId, begin, newBlob().bytes));
      await completion(registry, repositoryName, uploadId);
    },
  ),
  text(
    'EmptyUploadException',
    'observed',
    `The upload with id '{upload}' in ${of} cannot be completed because it does not have any parts`,
    async (registry, repositoryName) =>
      completion(registry, repositoryName, await startUpload(registry, repositoryName)),
  ),
  text(
    'UploadNotFoundException',
    'observed',
    `The upload with id '{upload}' in ${of} does not exist`,
    async (registry, repositoryName) =>
      completion(registry, repositoryName, '00000000-0000-4000-8000-000000000000'),
  ),
  text(
    'InvalidLayerException',
    'observed',
    'None of the provided layer digests match the calculated layer digest',
    async (registry, repositoryName) => {
      const uploadId = await startUpload(registry, repositoryName);
      await registry.client.send(partOf(repositoryName, uploadId, 0, newBlob().bytes));
      await completion(registry, repositoryName, uploadId);
    },
  ),
  text(
    'LayerAlreadyExistsException',
    'assumed',
    `The layer with digest '{digest}' already exists in the repository with name '{repository}' in the registry with id '{account}'`,
    async (registry, repositoryName) => {
      const blob = newBlob();
      await uploadBlob(registry, repositoryName, blob);
      await uploadBlob(registry, repositoryName, blob);
    },
  ),
  text(
    'LayerInaccessibleException',
    'assumed',
    'The specified layer is not available because it is not associated with an image. Unassociated image layers may be cleaned up at any time.',
    async (registry, repositoryName) => {
      const blob = newBlob();
      await uploadBlob(registry, repositoryName, blob);
      await registry.client.send(
        new GetDownloadUrlForLayerCommand({ repositoryName, layerDigest: blob.digest }),
      );
    },
  ),
  text(
    'InvalidParameterException-of-a-tag',
    'observed',
    "Invalid parameter at 'imageTag' failed to satisfy constraint: 'must satisfy regular expression '[a-zA-Z0-9-_.]+''",
    async ({ client }, repositoryName) =>
      client.send(putOf(repositoryName, imageManifest(newBlob(), [newBlob()]), 'a+b')),
  ),
  text(
    'InvalidParameterException-of-a-manifest',
    'observed',
    "Invalid parameter at 'ImageManifest' failed to satisfy constraint: 'Invalid JSON syntax'",
    async ({ client }, repositoryName) => client.send(putOf(repositoryName, '{"no manifest')),
  ),
  text(
    'RepositoryPolicyNotFoundException',
    'observed',
    "Repository policy does not exist for the repository with name '{repository}' in the registry with id '{account}'",
    async ({ client }, repositoryName) => client.send(new GetRepositoryPolicyCommand({ repositoryName })),
  ),
  text(
    'LifecyclePolicyNotFoundException',
    'observed',
    "Lifecycle policy does not exist for the repository with name '{repository}' in the registry with id '{account}'",
    async ({ client }, repositoryName) => client.send(new GetLifecyclePolicyCommand({ repositoryName })),
  ),
  [
    'ImageReferencedByManifestList',
    'observed',
    "BatchDeleteImage keeps the manifest of an index and reports in ECR's sentence: Requested image referenced by manifest list",
    async ({ first }) => {
      const repositoryName = await first.repositories.get('texts');
      const { manifest, digest } = await pushImage(first, repositoryName);
      await first.client.send(putOf(repositoryName, indexManifest([manifest])));
      const { failures } = await first.client.send(
        new BatchDeleteImageCommand({ repositoryName, imageIds: [{ imageDigest: digest }] }),
      );
      const seen = failures?.map(({ failureCode, failureReason }) => [failureCode, failureReason]);
      return verdict(seen, [
        ['ImageReferencedByManifestList', 'Requested image referenced by manifest list'],
      ]);
    },
  ],
]);
