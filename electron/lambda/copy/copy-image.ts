import type { Plan } from '../../../shared/models/plan.ts';
import { findRefusals } from '../../../shared/models/plan.ts';
import { imageUri } from '../../../shared/models/reference.ts';
import { assertNever } from '../../../shared/models/result.ts';
import type { ImageState } from '../../../shared/models/transfer.ts';
import type { UnfinishedUpload } from '../../../shared/models/unfinished-upload.ts';
import type { DestinationImage, MovedTag } from '../../../shared/models/work-result.ts';
import { describeWarning } from '../../../shared/text/plan-warning.ts';
import { rejectOnAbort } from '../../engine/async/abort.ts';
import { toErrorData } from '../../engine/errors/to-error-data.ts';
import type { Plans } from '../../engine/plan/plan-store.ts';
import type { RoleAccess } from '../access/open-access.ts';
import { createMemoryJournal } from '../journal/memory-journal.ts';
import type { Log } from '../logging/log.ts';
import { formatMetrics } from '../logging/metrics.ts';
import type { ContinuedCopy } from './continuation.ts';
import type { StoppedCopy } from './limit-invocations.ts';
import { limitInvocations } from './limit-invocations.ts';
import { logMovedTags, logOutcome } from './log-copy.ts';
import type { CopyOutcome } from './copy-outcome.ts';
import type { CopyRequest } from './copy-request.ts';
import { findSizeRefusal, findTagRefusal, planCopy } from './plan-copy.ts';
import type { CopiedUploads } from './count-copied.ts';
import { countCopiedBytes, countCopiedLayers, countRemainingBytes } from './count-copied.ts';
import type { FinishedRun } from './run-until-deadline.ts';
import { runUntilDeadline } from './run-until-deadline.ts';

/** What earlier invocations left of the same copy. */
export type EarlierInvocations = Pick<ContinuedCopy, 'attempt' | 'idle'> & {
  readonly uploads: readonly UnfinishedUpload[];
};

/** What a copy uses of the function. */
export interface CopyPorts {
  readonly access: RoleAccess;
  readonly plans: Plans;
  readonly log: Log;
  readonly functionName: string;
  readonly maxTransferBytes: number;
  readonly maxInvocations: number | undefined;
  /** Milliseconds that the parts in progress have to finish when the time runs out. */
  readonly partGrace: number;
}

const findMovedTags = ({ images }: Plan): readonly MovedTag[] =>
  images
    .flatMap(({ tags }) => tags)
    .flatMap((change) =>
      change.kind === 'move' ? [{ tag: change.tag, from_digest: change.fromDigest }] : [],
    );

function describeImage({ destination, images }: Plan, digest: string): DestinationImage {
  const { registryId: accountId, region, repository } = destination;
  return {
    account_id: accountId,
    region,
    repository_name: repository.name,
    image_digest: digest,
    image_tags: images.flatMap(({ tags }) => tags.map(({ tag }) => tag)),
    uri: imageUri({ accountId, region, repositoryName: repository.name, digest }),
  };
}

/** How one invocation ended, before it is decided whether another one continues. */
type InvocationEnd =
  | Exclude<CopyOutcome, { kind: 'more' | 'too-long' }>
  | (StoppedCopy & { readonly kind: 'stopped' });

function readEnd(plan: Plan, run: FinishedRun, uploads: CopiedUploads): InvocationEnd {
  const { transfer, stoppedBy } = run;
  const bytes = countCopiedBytes(run, uploads);
  if (stoppedBy) return { kind: 'failed', error: stoppedBy, bytes };
  const state: ImageState = transfer.images[0]?.state ?? { kind: 'waiting' };
  switch (state.kind) {
    case 'done':
      return {
        kind: 'done',
        image: describeImage(plan, state.digest),
        alreadyAtDestination: state.alreadyAtDestination,
        verified: state.verified,
        movedTags: findMovedTags(plan),
        warnings: plan.warnings.map(describeWarning),
        bytes,
      };
    case 'failed':
      return { kind: 'failed', error: state.error, bytes };
    case 'waiting':
    case 'copying':
    case 'tagging':
    case 'verifying':
    case 'cancelled':
      return transfer.state.kind === 'failed'
        ? { kind: 'failed', error: transfer.state.error, bytes }
        : {
            kind: 'stopped',
            uploads: uploads.after,
            bytes,
            remaining: countRemainingBytes(plan, run, uploads),
          };
  }
  return assertNever(state);
}

/**
 * Copies one image, as far as the time allows. Reports metrics and what happened. A repeated copy transfers nothing that
 * is at the destination.
 *
 * @param signal aborted when the copy has to stop.
 */
export async function copyImage(
  request: CopyRequest,
  earlier: EarlierInvocations,
  signal: AbortSignal,
  { access, plans, log, functionName, maxTransferBytes, maxInvocations, partGrace }: CopyPorts,
): Promise<CopyOutcome> {
  const startedAt = performance.now();
  const { uploads } = earlier;
  let layers = 0;

  const copy = async (): Promise<InvocationEnd> => {
    signal.throwIfAborted();
    const plan = await rejectOnAbort(planCopy(request, { access, plans }, signal), signal);
    for (const warning of plan.warnings) log.warn(describeWarning(warning));
    const refusal = findRefusals(plan)[0] ?? findTagRefusal(plan, request);
    if (refusal) return { kind: 'failed', error: refusal, bytes: 0 };
    const reason = findSizeRefusal(plan, maxTransferBytes);
    if (reason !== undefined) return { kind: 'too-large', reason, bytes: 0 };
    logMovedTags(log, plan);
    const journal = createMemoryJournal(uploads);
    const run = await runUntilDeadline(plan.id, { plans, journal, signal, partGrace });
    layers = countCopiedLayers(run);
    return readEnd(plan, run, { before: uploads, after: journal.list() });
  };

  const end = await copy().catch((error: unknown): InvocationEnd =>
    signal.aborted
      ? { kind: 'stopped', uploads, bytes: 0, remaining: undefined }
      : { kind: 'failed', error: toErrorData(error), bytes: 0 },
  );
  const outcome = end.kind === 'stopped' ? limitInvocations(end, earlier, maxInvocations) : end;
  logOutcome(log, outcome);
  const seconds = Math.round(performance.now() - startedAt) / 1000;
  const errors = outcome.kind === 'failed' ? [outcome.error.code] : [];
  const measurement = { functionName, bytes: outcome.bytes, layers, seconds, errors, at: Date.now() };
  for (const entry of formatMetrics(measurement)) log.raw(entry);
  return outcome;
}
