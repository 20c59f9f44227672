import { shortDigest } from '../../../shared/models/image.ts';
import { EngineError } from '../errors/engine-error.ts';

/** How BatchGetImage names an archived image among its failures. */
export const archivedFailure = 'ImageInaccessible';

/** BatchGetImage asked the upstream registry of a pull-through cache, which did not give the image. */
export const isUpstreamFailure = (failureCode: string): boolean => failureCode.startsWith('Upstream');

/** What the source has but does not return now: archived, its KMS key out of use, its upstream registry out of reach. */
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

/** What ECR restores from the archive, which takes it minutes. */
export const imageRestoring = (digest: string): EngineError =>
  new EngineError({
    code: 'image-unavailable',
    message: `${shortDigest(digest)} is being restored from the archive at the source. Wait some minutes, then check again.`,
    side: 'source',
    retryable: false,
    action: 'plan-again',
  });
