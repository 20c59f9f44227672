import { z } from 'zod';
import { boundedText, maxPath } from './bounds.ts';
import { digestSchema, tagSchema } from './image.ts';
import type { ImageReference, RepositoryReference } from './reference.ts';
import { parseReference } from './reference.ts';
import { accountIdSchema, regionSchema } from './registry.ts';
import { repositoryNameSchema } from './repository.ts';

const repositoryFields = {
  account_id: accountIdSchema,
  region: regionSchema,
  repository_name: repositoryNameSchema,
};

/** A repository in the form of aibs-informatics-aws-utils (`ECRRepository`), or its URI or ARN. */
export const repositoryLocationSchema = z.union([
  z.object(repositoryFields),
  boundedText(maxPath).refine(
    (text) => parseReference(text)?.kind === 'repository',
    'A repository is named by its URI, as in 111111111111.dkr.ecr.eu-west-1.amazonaws.com/team/api, or by its ARN.',
  ),
]);
export type RepositoryLocation = z.infer<typeof repositoryLocationSchema>;

/** An image in the form of aibs-informatics-aws-utils (`ECRImage`), or its URI. The digest decides when both are given. */
export const imageLocationSchema = z.union([
  z
    .object({
      ...repositoryFields,
      image_digest: digestSchema.nullish(),
      image_tag: tagSchema.nullish(),
    })
    .refine(
      ({ image_digest, image_tag }) => (image_digest ?? image_tag) != null,
      'An image needs image_digest or image_tag.',
    ),
  boundedText(maxPath).refine(
    (text) => parseReference(text)?.kind === 'image',
    'An image is named by its URI with a digest or a tag, as in 111111111111.dkr.ecr.eu-west-1.amazonaws.com/team/api:1.4.0.',
  ),
]);
export type ImageLocation = z.infer<typeof imageLocationSchema>;

/** @returns the image that a valid location names. */
export function readImageLocation(location: ImageLocation): ImageReference {
  if (typeof location === 'string') {
    const reference = parseReference(location);
    if (reference?.kind === 'image') return reference;
    throw new Error(`Not the URI of an image: ${location}`);
  }
  const { account_id: accountId, region, repository_name: repositoryName } = location;
  return {
    accountId,
    region,
    repositoryName,
    ...(location.image_digest != null && { digest: location.image_digest }),
    ...(location.image_tag != null && { tag: location.image_tag }),
  };
}

/** @returns the repository that a valid location names. */
export function readRepositoryLocation(location: RepositoryLocation): RepositoryReference {
  if (typeof location === 'string') {
    const reference = parseReference(location);
    if (reference?.kind === 'repository') return reference;
    throw new Error(`Not the URI of a repository: ${location}`);
  }
  return {
    accountId: location.account_id,
    region: location.region,
    repositoryName: location.repository_name,
  };
}
