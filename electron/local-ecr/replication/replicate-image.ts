import { allowsReplication } from '../accounts/registry-policy.ts';
import { createByTemplate } from '../registry/creation-templates.ts';
import { EcrError } from '../registry/ecr-error.ts';
import { addLayer } from '../registry/layers.ts';
import { putImage } from '../registry/put-image.ts';
import type { Registry } from '../registry/registry.ts';
import type { Repository, StoredImage } from '../registry/repository.ts';

/** The end of one replication. ECR's failure codes are not documented; these are named after its exceptions. */
export type ReplicationEnd =
  | { readonly status: 'COMPLETE' }
  | { readonly status: 'FAILED'; readonly failureCode: string };

const failed = (failureCode: string): ReplicationEnd => ({ status: 'FAILED', failureCode });

/** One image and, when it is set, one tag, on the way to another registry. */
export interface Replication {
  readonly source: Repository;
  readonly image: StoredImage;
  readonly tag: string | undefined;
  readonly destination: Registry;
}

/** Copies an image, the manifests of an index first, and creates the repository when the destination lacks it. */
export function replicateImage({ source, image, tag, destination }: Replication): ReplicationEnd {
  const isAllowed = (action: 'ecr:ReplicateImage' | 'ecr:CreateRepository'): boolean =>
    source.registryId === destination.accountId ||
    allowsReplication(destination.policyText, {
      sourceAccountId: source.registryId,
      action,
      repositoryArn: destination.arnOf(source.name),
    });
  if (!isAllowed('ecr:ReplicateImage')) return failed('AccessDenied');
  const existing = destination.repositories.get(source.name);
  if (!existing && !isAllowed('ecr:CreateRepository')) return failed('AccessDenied');
  try {
    const repository = existing ?? createByTemplate(destination, source.name, 'REPLICATION');
    return copyImage(source, image, tag, repository);
  } catch (error) {
    if (!(error instanceof EcrError)) throw error;
    return failed(error.name.replace(/Exception$/, ''));
  }
}

function copyImage(
  source: Repository,
  image: StoredImage,
  tag: string | undefined,
  destination: Repository,
): ReplicationEnd {
  if (image.status !== 'ACTIVE') return failed('ImageArchived');
  for (const digest of image.children) {
    const child = source.images.get(digest);
    if (!child) return failed('ReferencedImagesNotFound');
    const end = copyImage(source, child, undefined, destination);
    if (end.status === 'FAILED') return end;
  }
  for (const digest of image.blobs) {
    const layer = source.layers.get(digest);
    if (layer) addLayer(destination, digest, layer.content);
  }
  putIfMissing(destination, image, tag);
  return { status: 'COMPLETE' };
}

function putIfMissing(destination: Repository, image: StoredImage, tag: string | undefined): void {
  try {
    putImage(destination, {
      manifest: image.manifest,
      mediaType: image.mediaType,
      ...(tag !== undefined && { tag }),
    });
  } catch (error) {
    if (!(error instanceof EcrError && error.name === 'ImageAlreadyExistsException')) throw error;
  }
}
