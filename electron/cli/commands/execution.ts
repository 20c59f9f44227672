import { formatCount, formatNumber } from '../../../shared/format/counts.ts';
import type { Execution, ItemCounts } from '../../../shared/models/execution.ts';
import { assertNever } from '../../../shared/models/result.ts';
import { readExecution } from '../../engine/aws-stack/read-execution.ts';
import { chooseProfile } from '../identity/choose-profile.ts';
import { withMfaCodes } from '../identity/mfa-codes.ts';
import { openAccess } from '../identity/open-access.ts';
import type { CliContext } from '../terminal/context.ts';
import type { ExitCode } from '../terminal/exit-codes.ts';
import { exitCodes } from '../terminal/exit-codes.ts';
import { jsonLine } from '../text/json-lines.ts';
import { formatMinute } from '../text/table.ts';

export interface ExecutionOptions {
  readonly profile?: string;
  readonly json?: boolean;
}

function describeCounts(counts: ItemCounts): string {
  const parts = [
    [counts.succeeded, 'copied'],
    [counts.running, 'running'],
    [counts.pending, 'pending'],
    [counts.failed, 'failed'],
    [counts.timedOut, 'timed out'],
    [counts.aborted, 'aborted'],
  ] as const;
  const words = parts.flatMap(([count, word]) => (count > 0 ? `${formatNumber(count)} ${word}` : []));
  return [formatCount(counts.total, 'image'), words.join(', ')].filter(Boolean).join(': ');
}

/** `running since 2026-11-23 14:05`, in UTC. */
const describeStatus = ({ status, startedAt, stoppedAt }: Execution): string =>
  `${status} · started ${formatMinute(startedAt)}${stoppedAt === undefined ? '' : ` · ended ${formatMinute(stoppedAt)}`} (UTC)`;

/** An execution for a user: its status, the counts of its images, and the first failures. */
function describeExecution(execution: Execution): string {
  const { arn, counts, failures, error } = execution;
  const unread = (counts?.failed ?? 0) - failures.length;
  return [
    arn,
    describeStatus(execution),
    counts ? describeCounts(counts) : 'The images have not been read yet.',
    ...failures.map(({ image, message }) => `failed ${image ?? 'an image'}: ${message}`),
    ...(unread > 0
      ? [`and ${formatCount(unread, 'more failure')}, see the results in the bucket of the stack.`]
      : []),
    ...(error ? [`${error.name}: ${error.message}`] : []),
  ]
    .map((line) => `${line}\n`)
    .join('');
}

function toExitCode({ status }: Execution): ExitCode {
  switch (status) {
    case 'running':
    case 'pending-redrive':
    case 'succeeded':
      return exitCodes.success;
    case 'failed':
    case 'timed-out':
    case 'aborted':
      return exitCodes.failure;
    default:
      return assertNever(status);
  }
}

/** `execution`: prints how far an execution of an exported stack is. Changes nothing. */
export async function executionCommand(
  arn: string,
  options: ExecutionOptions,
  context: CliContext,
): Promise<ExitCode> {
  const { name: profile } = await chooseProfile(options.profile, '--profile', context);
  const access = openAccess(context);
  const execution = await withMfaCodes(access, context, () =>
    readExecution(access, { profile, arn }, context.signal),
  );
  context.stdout.write(options.json ? jsonLine(execution) : describeExecution(execution));
  return toExitCode(execution);
}
