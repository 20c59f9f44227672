import type { Plan } from '../../../shared/models/plan.ts';
import type { Log } from '../logging/log.ts';
import type { CopyOutcome } from './copy-outcome.ts';

/** Logs each tag that a plan moves, with the digest that it has until then, before anything is written. */
export function logMovedTags(log: Log, { images, destination }: Plan): void {
  for (const change of images.flatMap(({ tags }) => tags))
    if (change.kind === 'move')
      log.warn(`Tag ${change.tag} is moved.`, {
        repository: destination.repository.uri,
        tag: change.tag,
        from_digest: change.fromDigest,
      });
}

/** Logs how a copy ended. */
export function logOutcome(log: Log, outcome: CopyOutcome): void {
  switch (outcome.kind) {
    case 'done':
      return log.info(
        outcome.alreadyAtDestination ? 'The image was at the destination already.' : 'Copied.',
        { uri: outcome.image.uri, tags: outcome.image.image_tags, bytes: outcome.bytes },
      );
    case 'more':
      return log.info('The time ran out; the copy has to be continued.', { bytes: outcome.bytes });
    case 'too-large':
      return log.info('The copy is too large.', { reason: outcome.reason });
    case 'too-long':
      return log.info('The copy takes too long.', { reason: outcome.reason, bytes: outcome.bytes });
    case 'failed': {
      const { code, message, side, detail } = outcome.error;
      return log.error(message, { code, side, detail, bytes: outcome.bytes });
    }
  }
}
