import { formatBytes } from '../../../shared/format/bytes.ts';
import { formatCount } from '../../../shared/format/counts.ts';
import type { UnfinishedUpload } from '../../../shared/models/unfinished-upload.ts';
import type { ContinuedCopy } from './continuation.ts';
import type { CopyOutcome } from './copy-outcome.ts';

/** Invocations in a row that may transfer nothing before a copy fails. */
export const maxIdleInvocations = 3;

/** How far a copy came before its time ran out. */
export interface StoppedCopy {
  readonly uploads: readonly UnfinishedUpload[];
  /** Bytes of the layers that were completed and of the parts that were confirmed in this invocation. */
  readonly bytes: number;
  /** Bytes that are left; undefined when the time ran out before they were known. */
  readonly remaining: number | undefined;
}

/** Invocations that the rest of a copy takes at the speed of the last one; infinitely many when that transferred nothing. */
const estimateInvocations = ({ bytes, remaining }: StoppedCopy): number =>
  bytes === 0 || remaining === undefined ? Infinity : Math.max(1, Math.ceil(remaining / bytes));

const describeSpeed = ({ bytes, remaining }: StoppedCopy): string =>
  bytes === 0
    ? 'An invocation transferred nothing.'
    : `An invocation transferred ${formatBytes(bytes)}, and ${formatBytes(remaining ?? 0)} are left.`;

/**
 * Decides whether a copy whose time ran out continues in another invocation. It does not where there is more time elsewhere
 * (`maxInvocations`) and the copy needs more invocations than that, and after three invocations without progress.
 *
 * @param earlier what the invocations before this one left.
 * @param maxInvocations that one copy may have; undefined without a limit.
 */
export function limitInvocations(
  stopped: StoppedCopy,
  { attempt = 0, idle = 0 }: Pick<ContinuedCopy, 'attempt' | 'idle'>,
  maxInvocations: number | undefined,
): CopyOutcome {
  const { uploads, bytes } = stopped;
  if (maxInvocations !== undefined && attempt + 1 + estimateInvocations(stopped) > maxInvocations)
    return {
      kind: 'too-long',
      reason: `${describeSpeed(stopped)} The copy would take more invocations than MAX_INVOCATIONS of the function (${maxInvocations}).`,
      bytes,
    };
  const idleNow = bytes === 0 ? idle + 1 : 0;
  if (idleNow < maxIdleInvocations) return { kind: 'more', uploads, idle: idleNow, bytes };
  return {
    kind: 'failed',
    error: {
      code: 'no-progress',
      message: `${formatCount(idleNow, 'invocation')} in a row transferred nothing, so the copy was ended. Give the function more time or memory, or copy the image by the ECR API (upload_method: api), which stores smaller parts. What is at the destination is kept.`,
      retryable: false,
    },
    bytes,
  };
}
