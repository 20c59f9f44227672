import { shortDigest } from '../../../shared/models/image.ts';
import { EngineError } from '../errors/engine-error.ts';

/** The failure code of BatchGetImage for an archived image. */
export const archivedFailure = 'ImageInaccessible';

/** Whether the upstream registry of a pull-through cache did not return the image to BatchGetImage. */
export const isUpstreamFailure = (failureCode: string): boolean => failureCode.startsWith('Upstream');

/** A digest contains a colon; a tag never does. */
export const isDigest = (digestOrTag: string): boolean => digestOrTag.includes(':');

/**
 * The error for an image that the source has and does not return: it is archived, its KMS key is disabled, or its
 * upstream registry is unavailable.
 */
export function imageUnavailableError(digest: string, failureCode: string): EngineError {
  return new EngineError({
    code: 'image-unavailable',
    message:
      failureCode === archivedFailure
        ? `${shortDigest(digest)} is archived at the source. Restore it in ECR, then try again.`
        : `ECR has ${shortDigest(digest)} at the source but does not return it (${failureCode}).`,
    side: 'source',
    retryable: false,
    action: 'plan-again',
  });
}

/** The error for an image that was deleted from the source. */
export const imageMissingError = (digest: string): EngineError =>
  new EngineError({
    code: 'image-not-found',
    message: `The image ${digest} is no longer at the source. Refresh the list and choose again.`,
    side: 'source',
    retryable: false,
    action: 'plan-again',
  });

/** The error for an image that ECR is restoring from the archive, which takes minutes. */
export const imageRestoringError = (digest: string): EngineError =>
  new EngineError({
    code: 'image-unavailable',
    message: `${shortDigest(digest)} is being restored from the archive at the source. Wait some minutes, then check again.`,
    side: 'source',
    retryable: false,
    action: 'plan-again',
  });
