import { isBlocked } from '../../../shared/models/plan.ts';
import { readStoredImages } from '../ecr/get-manifests.ts';
import { imageUnavailableError } from '../image-graph/image-unavailable.ts';
import { imageMissingError } from '../image-graph/source-image.ts';
import type { PreflightInput } from './check.ts';

/** Every image of the plan must still be at the source, and be handed out. */
export async function readSourceImages({ prepared: { plan, inputs } }: PreflightInput): Promise<'passed'> {
  const { registry, name } = inputs.source.handle;
  const digests = plan.images.filter((image) => !isBlocked(image)).map(({ digest }) => digest);
  const { manifests, unreadable } = await readStoredImages(registry, name, { digests });
  const [archived] = unreadable;
  if (archived) throw imageUnavailableError(...archived);
  const gone = digests.find((digest) => !manifests.has(digest));
  if (gone !== undefined) throw imageMissingError(gone);
  return 'passed';
}

/** Whether the destination holds the image is of no concern, only that it may be asked. */
export async function readDestinationImage({
  prepared: { plan, inputs },
}: PreflightInput): Promise<'passed'> {
  const { registry, name } = inputs.destination.handle;
  const digests = plan.images.slice(0, 1).map(({ destinationDigest }) => destinationDigest);
  await readStoredImages(registry, name, { digests });
  return 'passed';
}
