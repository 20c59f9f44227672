import type { AwsAccess } from '../../engine/aws/clients/aws-access.ts';
import { listRepositories } from '../../engine/ecr/repositories.ts';
import { listImages } from '../../engine/ecr/images.ts';
import { findImages } from '../../engine/image-graph/find-images.ts';
import { listPlatforms } from '../../engine/image-graph/platforms.ts';
import { readImageDetails } from '../../engine/image-details/read-image-details.ts';
import type { RetryPolicy } from '../../engine/async/retry.ts';
import type { RequestHandlers } from '../answer-request.ts';

type RegistryRequest =
  'repositories.list' | 'images.list' | 'images.find' | 'images.platforms' | 'images.details';

/** What a registry holds, as the person browses it. */
export const createRegistryHandlers = (
  access: AwsAccess,
  retryPolicy: RetryPolicy | undefined,
): Pick<RequestHandlers, RegistryRequest> => ({
  'repositories.list': async (selection) => listRepositories(await access.connect(selection)),
  'images.list': async ({ repositoryName, ...selection }) =>
    listImages(await access.connect(selection), repositoryName),
  'images.find': async ({ repositoryName, references, ...selection }) =>
    findImages((await access.connect(selection)).forSide('source'), repositoryName, references),
  'images.platforms': async ({ repositoryName, digests, ...selection }) =>
    listPlatforms(await access.connect(selection), repositoryName, digests),
  'images.details': async ({ repositoryName, digest, ...selection }) => {
    const { registryId } = await access.identify(selection);
    const registry = await access.connect({ ...selection, registryId });
    return readImageDetails({ registry, name: repositoryName }, registryId, digest, { retryPolicy });
  },
});
