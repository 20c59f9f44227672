import { formatCount } from '../../../shared/format/counts.ts';
import type { ReplicationRequest } from '../../../shared/models/plan.ts';
import type { Output } from '../terminal/context.ts';
import type { ReplicationCommandOptions } from '../options/replication-options.ts';

/** Says how many images a whole repository turned out to mean. */
export function announceImages(
  { source }: Pick<ReplicationCommandOptions, 'source'>,
  requests: readonly ReplicationRequest[],
  stderr: Output,
): void {
  const whole = new Set(
    source.flatMap(({ image, repositoryName }) => (image.kind === 'all-tagged' ? repositoryName : [])),
  );
  for (const { source: from, images } of requests) {
    if (whole.has(from.repositoryName))
      stderr.write(`${from.repositoryName}: ${formatCount(images.length, 'tagged image')}\n`);
  }
}
