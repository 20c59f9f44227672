import { createHash } from 'node:crypto';
import type { UnfinishedUpload } from '../../../shared/models/unfinished-upload.ts';
import { formatCount } from '../../../shared/format/counts.ts';
import { EngineError } from '../../engine/errors/engine-error.ts';
import { toErrorData } from '../../engine/errors/to-error-data.ts';
import { maxIdleInvocations } from '../copy/limit-invocations.ts';
import type { ContinuedReconciliation } from '../events/continuation.ts';
import { startDeadline } from '../function/deadline.ts';
import type { Invocation } from '../function/invocation.ts';
import type { Route } from '../routes/route.ts';
import { listSources } from './list-sources.ts';
import type { RepositoryOutcome } from './reconcile-repository.ts';
import { reconcileRepository } from './reconcile-repository.ts';
import type { Tally } from './tally.ts';
import { startTally } from './tally.ts';

/** The images of all invocations of one reconciliation. */
export interface ReconciliationAnswer {
  /** `failed`: some images could not be copied; the log says why, and the next schedule tries them again. */
  readonly status: 'done' | 'failed' | 'continued';
  readonly copied: number;
  readonly failed: number;
}

/** Where a reconciliation begins in this invocation. */
type Position = Omit<ContinuedReconciliation, 'kind' | 'attempt' | 'transferred'>;

const hashRoutes = (routes: readonly Route[]): string =>
  createHash('sha256').update(JSON.stringify(routes)).digest('hex');

/** Begins again with the first route when the routes have changed: what was copied is not copied again. */
const placeInRoutes = (position: Position, hash: string): Position =>
  position.routes_hash === undefined || position.routes_hash === hash
    ? { ...position, routes_hash: hash }
    : { route: 0, routes_hash: hash, copied: position.copied, failed: position.failed, id: position.id };

/** Where the next invocation begins. */
interface NextPosition {
  readonly route: number;
  /** The first one of the route when undefined. */
  readonly repository?: string;
  readonly uploads: readonly UnfinishedUpload[];
  /** Invocations in a row that ended here without progress. */
  readonly idle: number;
}

interface Work {
  readonly position: Position;
  readonly invocation: Invocation;
  readonly tally: Tally;
  readonly signal: AbortSignal;
}

/**
 * Where to continue after an invocation that ended at one place. What ends too often without progress is left out,
 * and counted as a failure.
 *
 * @returns undefined to continue with what is next in this invocation.
 */
function stopAt(
  place: Pick<NextPosition, 'route' | 'repository'>,
  outcome: Pick<RepositoryOutcome, 'uploads' | 'hasProgress'>,
  { position, invocation, tally }: Work,
): NextPosition | undefined {
  const { route, repository } = place;
  const isSame = position.route === route && position.repository === repository;
  const idle = isSame && !outcome.hasProgress ? (position.idle ?? 0) + 1 : 0;
  if (idle < maxIdleInvocations) return { ...place, uploads: outcome.uploads, idle };
  const { data } = new EngineError({
    code: 'no-progress',
    message: `${repository === undefined ? `Route ${route}` : `Repository ${repository}`} is left out, because ${formatCount(idle, 'invocation')} in a row copied nothing of it. Give the function more time.`,
    side: 'source',
    retryable: false,
  });
  invocation.log.error(data.message, { code: data.code, ...place });
  tally.addError(data);
  return undefined;
}

const nothing = { uploads: [], hasProgress: false };

/** Reconciles one repository. A failure is logged and counted. @returns where to continue when the time ran out. */
async function reconcileOne(route: Route, index: number, repository: string, work: Work) {
  const { position, invocation, tally, signal } = work;
  const place = { route: index, repository };
  if (signal.aborted) return stopAt(place, nothing, work);
  try {
    const isContinued = position.route === index && position.repository === repository;
    const uploads = isContinued
      ? await invocation.runtime.journals.load(position.journal, invocation.log)
      : [];
    const outcome = await reconcileRepository(route, repository, uploads, signal, invocation);
    tally.add(outcome);
    return outcome.isComplete || !signal.aborted ? undefined : stopAt(place, outcome, work);
  } catch (error) {
    if (signal.aborted) return stopAt(place, nothing, work);
    const data = toErrorData(error);
    invocation.log.error(data.message, { code: data.code, detail: data.detail, repository });
    tally.addError(data);
    return undefined;
  }
}

/** Reconciles the repositories from the position on. @returns where to continue when the time ran out. */
async function reconcileFrom(routes: readonly Route[], work: Work): Promise<NextPosition | undefined> {
  const { position, invocation, tally, signal } = work;
  for (const [index, route] of routes.entries()) {
    if (index < position.route) continue;
    const first = index === position.route ? (position.repository ?? '') : '';
    try {
      const sources = await listSources(route, invocation.runtime.access, signal);
      for (const repository of sources.filter((name) => name >= first)) {
        const next = await reconcileOne(route, index, repository, work);
        if (next) return next;
      }
    } catch (error) {
      if (signal.aborted) {
        const next = stopAt({ route: index }, nothing, work);
        if (next) return next;
        continue;
      }
      const data = toErrorData(error);
      invocation.log.error(data.message, { code: data.code, detail: data.detail, route: index });
      tally.addError(data);
    }
  }
  return undefined;
}

async function continueAt(
  { route, repository, uploads, idle }: NextPosition,
  { position, invocation, tally }: Work,
): Promise<void> {
  await invocation.continueLater({
    kind: 'continued-reconciliation',
    id: position.id,
    route,
    routes_hash: position.routes_hash,
    ...(repository !== undefined && { repository }),
    copied: position.copied + tally.copied,
    failed: position.failed + tally.failed,
    journal: await invocation.storeJournal(uploads),
    idle,
  });
}

/**
 * Compares every repository of every route with its destination, and copies what is missing. When the time runs out,
 * another invocation continues, which begins again when the routes have changed. A failure does not stop the other repositories.
 *
 * @throws InvalidEventError when the routes are not valid.
 */
export async function reconcileRoutes(
  given: Position,
  invocation: Invocation,
): Promise<ReconciliationAnswer> {
  const { log, runtime } = invocation;
  const routes = await runtime.loadRoutes();
  const position = placeInRoutes(given, hashRoutes(routes));
  const deadline = startDeadline(invocation.remaining());
  const tally = startTally();
  const work: Work = { position, invocation, tally, signal: deadline.signal };
  try {
    const next = await reconcileFrom(routes, work);
    if (next) await continueAt(next, work);
    const copied = position.copied + tally.copied;
    const failed = position.failed + tally.failed;
    const status = next ? 'continued' : failed > 0 ? 'failed' : 'done';
    log.info('Reconciled the routes.', { status, copied, failed, routes: routes.length });
    return { status, copied, failed };
  } finally {
    deadline.close();
    for (const entry of tally.format(runtime.configuration.functionName)) log.raw(entry);
  }
}
