import { assertNever } from '../../../shared/models/result.ts';
import type { DestinationImage } from '../../../shared/models/work-result.ts';
import { continueCopy } from '../copy/continuation.ts';
import { readCopyFields } from '../copy/copy-request.ts';
import type { OriginalRequest } from '../events/original-request.ts';
import { ReplicationError, createFailure } from '../errors/failures.ts';
import type { Invocation } from '../function/invocation.ts';

/** `ECRImage` of aibs-informatics-aws-utils, whose constructor rejects every other field. */
type OriginalImage = Pick<DestinationImage, 'account_id' | 'region' | 'repository_name' | 'image_digest'>;

/** The answer of ECRImageReplicator, or the request of the next invocation when the time ran out. */
export type OriginalAnswer =
  | { readonly destination_image: OriginalImage }
  | (OriginalRequest & { readonly status: 'more' });

const toOriginalImage = ({
  account_id,
  region,
  repository_name,
  image_digest,
}: DestinationImage): OriginalImage => ({ account_id, region, repository_name, image_digest });

/**
 * Copies the image of a request of aibs-informatics-aws-utils. As its PutImage does, it moves tags that point to another
 * image, unless the repository's tags are immutable; the log names each moved tag and its earlier digest.
 *
 * @throws TemporaryError or ReplicationError.
 */
export async function answerOriginalRequest(
  request: OriginalRequest,
  invocation: Invocation,
): Promise<OriginalAnswer> {
  const { source_image: source, destination_repository: destination, ...rest } = request;
  const copy = readCopyFields({ ...rest, source, destination, overwrite_tags: true });
  const outcome = await invocation.copy(copy, request);
  switch (outcome.kind) {
    case 'done':
      return { destination_image: toOriginalImage(outcome.image) };
    case 'more': {
      const journal = await invocation.storeJournal(outcome.uploads);
      return { ...request, ...continueCopy(request, outcome, journal), status: 'more' };
    }
    case 'too-large':
    case 'too-long':
      throw new ReplicationError(outcome.reason);
    case 'failed':
      throw createFailure(outcome.error);
  }
  return assertNever(outcome);
}
