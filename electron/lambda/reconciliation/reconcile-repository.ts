import type { Plan } from '../../../shared/models/plan.ts';
import { isBlocked } from '../../../shared/models/plan.ts';
import type { ErrorData } from '../../../shared/models/result.ts';
import type { ImageProgress, Transfer } from '../../../shared/models/transfer.ts';
import type { UnfinishedUpload } from '../../../shared/models/unfinished-upload.ts';
import { chunk } from '../../engine/ecr/chunk.ts';
import { countCopiedBytes, countCopiedLayers } from '../copy/count-copied.ts';
import { logMovedTags } from '../copy/log-copy.ts';
import type { FinishedRun } from '../copy/run-until-deadline.ts';
import { runUntilDeadline } from '../copy/run-until-deadline.ts';
import type { Invocation } from '../function/invocation.ts';
import { createMemoryJournal } from '../journal/memory-journal.ts';
import type { Log, LogFields } from '../logging/log.ts';
import type { Route } from '../routes/route.ts';
import { findMissingImages, imagesAtOnce } from './missing-images.ts';
import { openRoute, requestImages } from './open-route.ts';

/** What was done for one repository in one invocation. */
export interface RepositoryOutcome {
  /** False when the time ran out. */
  readonly isComplete: boolean;
  readonly copied: number;
  readonly errors: readonly ErrorData[];
  readonly bytes: number;
  readonly layers: number;
  /** Whether the destination has got bytes, images or tags. */
  readonly hasProgress: boolean;
  readonly uploads: readonly UnfinishedUpload[];
}

/** Tags that one log entry names. */
const maxLoggedTags = 100;

const isRefused = ({ blockers, images }: Plan): boolean => blockers.length > 0 || images.every(isBlocked);

/** Logs why the images of a plan that can copy nothing are not copied. @returns an error for each. */
function logRefusal({ blockers, images }: Plan, log: Log, where: LogFields): readonly ErrorData[] {
  const errors = images.flatMap((image) => blockers[0] ?? image.blockers[0] ?? []);
  for (const { message, code } of errors) log.error(message, { ...where, code });
  return errors;
}

/** Whether an image was neither copied nor has an error of its own when its run ended. */
const isLeftOut = ({ state }: ImageProgress): boolean => state.kind !== 'done' && state.kind !== 'failed';

/** Why a run ended without all of its images: their repository cannot be created, or credentials have expired. */
const findRunError = ({ transfer, stoppedBy }: FinishedRun, signal: AbortSignal): ErrorData | undefined =>
  stoppedBy ?? (transfer.state.kind === 'failed' && !signal.aborted ? transfer.state.error : undefined);

/** Whether an image, or one of its tags, was written in a run. */
const isWritten = ({ state }: ImageProgress): boolean =>
  state.kind === 'done' || ('writtenTags' in state && state.writtenTags.length > 0);

/** Logs the images that failed. @returns their errors. */
const logFailures = ({ images }: Transfer, log: Log, where: LogFields): readonly ErrorData[] =>
  images.flatMap(({ state, destinationTags: tags }) => {
    if (state.kind !== 'failed') return [];
    const { message, code, detail } = state.error;
    log.error(message, { ...where, code, detail, tags });
    return [state.error];
  });

/** Logs once why images were left out of a run that ended by itself. @returns an error for each of them. */
function logLeftOut(
  { images }: Transfer,
  error: ErrorData | undefined,
  log: Log,
  where: LogFields,
): readonly ErrorData[] {
  const leftOut = images.filter(isLeftOut);
  if (!error || leftOut.length === 0) return [];
  const tags = leftOut.flatMap(({ destinationTags }) => destinationTags).slice(0, maxLoggedTags);
  log.error(error.message, { ...where, code: error.code, detail: error.detail, tags });
  return leftOut.map(() => error);
}

/**
 * Copies what the destination of one repository lacks.
 *
 * @param uploads that an earlier invocation left unfinished.
 * @param signal aborted when the work has to stop.
 * @throws EngineError when a registry cannot be read; AbortError when the time ran out before anything was planned.
 */
export async function reconcileRepository(
  route: Route,
  repositoryName: string,
  uploads: readonly UnfinishedUpload[],
  signal: AbortSignal,
  { runtime, log, ports }: Pick<Invocation, 'runtime' | 'log' | 'ports'>,
): Promise<RepositoryOutcome> {
  const { access, plans } = runtime;
  const open = await openRoute(route, repositoryName, access);
  const where = { repository: repositoryName, destination: open.destination.repositoryName };
  const { images, keptTags } = await findMissingImages(route, open, plans, signal);
  if (keptTags.length > 0)
    log.warn('Tags point to another image at the destination and are not moved (overwrite_tags).', {
      ...where,
      tags: keptTags.slice(0, maxLoggedTags),
    });

  const journal = createMemoryJournal(uploads);
  const errors: ErrorData[] = [];
  let [copied, bytes, layers] = [0, 0, 0];
  let isComplete = true;
  let hasProgress = false;
  for (const some of chunk(images, imagesAtOnce)) {
    isComplete = !signal.aborted;
    if (!isComplete) break;
    const { plan } = await plans.create(requestImages(route, open, some));
    if (isRefused(plan)) {
      errors.push(...logRefusal(plan, log, where));
      continue;
    }
    logMovedTags(log, plan);
    const before = journal.list();
    const run = await runUntilDeadline(plan.id, { plans, journal, signal, partGrace: ports.partGrace });
    const { transfer } = run;
    errors.push(
      ...logFailures(transfer, log, where),
      ...logLeftOut(transfer, findRunError(run, signal), log, where),
    );
    copied += transfer.images.filter(({ state }) => state.kind === 'done').length;
    bytes += countCopiedBytes(run, { before, after: journal.list() });
    layers += countCopiedLayers(run);
    hasProgress ||= bytes > 0 || transfer.images.some(isWritten);
    isComplete = !(signal.aborted && transfer.images.some(isLeftOut));
    if (!isComplete) break;
  }
  return { isComplete, copied, errors, bytes, layers, hasProgress, uploads: journal.list() };
}
