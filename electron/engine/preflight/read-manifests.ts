import { isBlocked } from '../../../shared/models/plan.ts';
import { maxIdsPerCall } from '../ecr/chunk.ts';
import { readStoredImages } from '../ecr/stored-images.ts';
import { imageMissingError, imageUnavailableError } from '../image-graph/image-unavailable.ts';
import type { CheckResult, PreflightInput } from './check.ts';

/**
 * Reads the first images of the plan, in one call: planning has read the others too.
 *
 * @throws EngineError when one of them is missing at the source or cannot be read.
 */
export async function readSourceImages({ prepared: { plan, inputs } }: PreflightInput): Promise<'passed'> {
  const digests = plan.images
    .filter((image) => !isBlocked(image))
    .slice(0, maxIdsPerCall)
    .map(({ digest }) => digest);
  const { manifests, unreadable } = await readStoredImages(inputs.source.handle, { digests });
  const [archived] = unreadable;
  if (archived) throw imageUnavailableError(...archived);
  const missing = digests.find((digest) => !manifests.has(digest));
  if (missing !== undefined) throw imageMissingError(missing);
  return 'passed';
}

/** Tests the permission to read images. The destination need not contain the image. */
export async function readDestinationImage({
  prepared: { plan, inputs },
}: PreflightInput): Promise<CheckResult> {
  const digests = plan.images.slice(0, 1).map(({ destinationDigest }) => destinationDigest);
  const { handle } = inputs.destination;
  const { manifests } = await readStoredImages(handle, { digests });
  // An image that a pull-through cache does not have is not requested.
  return handle.mayImport && manifests.size === 0 ? 'untestable' : 'passed';
}
