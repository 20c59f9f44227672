import type { CliContext } from '../terminal/context.ts';
import type { Outcome } from '../replication/result.ts';
import { describeError } from '../text/describe-error.ts';
import { describeCopied, describeOutcome } from './describe-progress.ts';

/** Prints how every image came out, failures with their reason on `stderr`, and the closing line. */
export function printOutcome(
  outcome: Outcome,
  seconds: number,
  { stdout, stderr }: Pick<CliContext, 'stdout' | 'stderr'>,
): void {
  for (const image of outcome.images) {
    if (image.error) stderr.write(`failed ${image.source}: ${describeError(image.error)}\n`);
    else stdout.write(`${describeCopied(image)}\n`);
  }
  for (const { name, planned, actual, difference } of outcome.differences)
    stdout.write(`not as planned: ${name.toLowerCase()} ${actual} instead of ${planned} (${difference})\n`);
  stdout.write(`${describeOutcome(outcome, seconds)}\n`);
}
