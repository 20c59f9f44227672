import { isBlocked } from '../../../shared/models/plan.ts';
import { readStoredImages } from '../ecr/get-manifests.ts';
import { imageUnavailable } from '../image-graph/image-unavailable.ts';
import { imageMissing } from '../image-graph/source-image.ts';
import type { PreflightInput } from './check.ts';

/** @throws EngineError when an image of the plan is missing at the source or cannot be read. */
export async function readSourceImages({ prepared: { plan, gathered } }: PreflightInput): Promise<'passed'> {
  const { registry, name } = gathered.source.handle;
  const digests = plan.images.filter((image) => !isBlocked(image)).map(({ digest }) => digest);
  const { manifests, unreadable } = await readStoredImages(registry, name, { digests });
  const [archived] = unreadable;
  if (archived) throw imageUnavailable(...archived);
  const missing = digests.find((digest) => !manifests.has(digest));
  if (missing !== undefined) throw imageMissing(missing);
  return 'passed';
}

/** Tests the permission to read images. The destination need not contain the image. */
export async function readDestinationImage({
  prepared: { plan, gathered },
}: PreflightInput): Promise<'passed'> {
  const { registry, name } = gathered.destination.handle;
  const digests = plan.images.slice(0, 1).map(({ destinationDigest }) => destinationDigest);
  await readStoredImages(registry, name, { digests });
  return 'passed';
}
