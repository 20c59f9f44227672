import type { ErrorData } from '../../../shared/models/result.ts';
import { listRepositories } from '../../engine/ecr/repositories.ts';
import { toErrorData } from '../../engine/errors/to-error-data.ts';
import type { Route } from '../routes/route.ts';
import { isRouteOf } from '../routes/route.ts';
import type { ContinuedReconciliation } from '../events/continuation.ts';
import { startDeadline } from '../function/deadline.ts';
import { InvalidEventError } from '../errors/failures.ts';
import type { Invocation } from '../function/invocation.ts';
import { formatMetrics } from '../logging/metrics.ts';
import type { RepositoryOutcome } from './reconcile-repository.ts';
import { reconcileRepository } from './reconcile-repository.ts';

/** The images of all invocations of one reconciliation. */
export interface ReconciliationAnswer {
  /** `failed`: some images could not be copied; the log says why, and the next schedule tries them again. */
  readonly status: 'done' | 'failed' | 'continued';
  readonly copied: number;
  readonly failed: number;
}

/** Where a reconciliation continues. */
type Position = Pick<
  ContinuedReconciliation,
  'route' | 'repository' | 'copied' | 'failed' | 'id' | 'journal' | 'attempt'
>;

/** Invocations that may end at the same repository without a transferred byte. */
const maxAttemptsWithoutProgress = 3;

/** The repositories of a route at the source, by name. */
async function listSources(
  route: Route,
  { runtime }: Invocation,
  signal: AbortSignal,
): Promise<readonly string[]> {
  if (route.source.repository_name !== undefined) return [route.source.repository_name];
  const { account_id: accountId, region } = route.source;
  const { access } = runtime;
  const selection = access.selectRegistry({ accountId, region }, route.source_role_arn);
  const registry = (await access.aws.connect(selection)).forSide('source');
  return (await listRepositories(registry, signal))
    .map(({ name }) => name)
    .filter((repositoryName) => isRouteOf(route, { accountId, region, repositoryName }))
    .toSorted();
}

/** @throws InvalidEventError when a route copies repositories into themselves. */
function assertLeadsElsewhere({ source, destination }: Route): void {
  if (source.account_id !== destination.account_id || source.region !== destination.region) return;
  if (destination.repository_name !== '{repository_name}') return;
  throw new InvalidEventError('A route copies repositories into themselves: change its destination.');
}

/**
 * Compares every repository of every route with its destination, and copies what is missing. When the time runs out,
 * another invocation continues. A failure does not stop the other repositories.
 */
export async function reconcileRoutes(
  position: Position,
  invocation: Invocation,
): Promise<ReconciliationAnswer> {
  const { log, runtime } = invocation;
  const routes = await runtime.loadRoutes();
  routes.forEach(assertLeadsElsewhere);
  const deadline = startDeadline(invocation.remaining());
  const { signal } = deadline;
  const startedAt = performance.now();
  const errors: ErrorData[] = [];
  let { copied } = position;
  let [bytes, layers] = [0, 0];
  const countFailed = (): number => position.failed + errors.length;

  const record = (error: ErrorData, fields: Readonly<Record<string, string>>): void => {
    log.error(error.message, { code: error.code, ...fields });
    errors.push(error);
  };

  const continueAt = async (
    route: number,
    repository: string | undefined,
    { uploads, bytes: moved }: Pick<RepositoryOutcome, 'uploads' | 'bytes'>,
  ): Promise<ReconciliationAnswer> => {
    const isSame = position.route === route && position.repository === repository;
    await invocation.continueLater({
      kind: 'continued-reconciliation',
      id: position.id,
      route,
      ...(repository !== undefined && { repository }),
      copied,
      failed: countFailed(),
      journal: await invocation.storeJournal(uploads),
      attempt: isSame && moved === 0 ? (position.attempt ?? 0) + 1 : 0,
    });
    return { status: 'continued', copied, failed: countFailed() };
  };

  /** @returns the outcome; undefined when the repository failed. */
  const reconcile = async (route: Route, repository: string): Promise<RepositoryOutcome | undefined> => {
    const isContinued = repository === position.repository;
    try {
      const uploads = isContinued ? await runtime.journals.load(position.journal) : [];
      return await reconcileRepository(route, repository, uploads, signal, invocation);
    } catch (error) {
      if (signal.aborted)
        return { isComplete: false, copied: 0, errors: [], bytes: 0, layers: 0, uploads: [] };
      record(toErrorData(error), { repository });
      return undefined;
    }
  };

  const run = async (): Promise<ReconciliationAnswer> => {
    for (const [index, route] of routes.entries()) {
      if (index < position.route) continue;
      let sources: readonly string[] = [];
      try {
        sources = await listSources(route, invocation, signal);
      } catch (error) {
        if (signal.aborted) return continueAt(index, undefined, { uploads: [], bytes: 0 });
        record(toErrorData(error), { route: String(index) });
      }
      const first = index === position.route ? (position.repository ?? '') : '';
      for (const repository of sources.filter((name) => name >= first)) {
        if (signal.aborted) return continueAt(index, repository, { uploads: [], bytes: 0 });
        const outcome = await reconcile(route, repository);
        if (!outcome) continue;
        copied += outcome.copied;
        bytes += outcome.bytes;
        layers += outcome.layers;
        errors.push(...outcome.errors);
        const isStuck =
          repository === position.repository && (position.attempt ?? 0) >= maxAttemptsWithoutProgress;
        if (!outcome.isComplete && signal.aborted && !isStuck) return continueAt(index, repository, outcome);
        if (isStuck && !outcome.isComplete)
          log.error('A repository made no progress and is left out.', { repository });
      }
    }
    const failed = countFailed();
    return { status: failed > 0 ? 'failed' : 'done', copied, failed };
  };

  try {
    const answer = await run();
    log.info('Reconciled the routes.', { ...answer, routes: routes.length });
    return answer;
  } finally {
    deadline.close();
    const seconds = Math.round(performance.now() - startedAt) / 1000;
    const { functionName } = runtime.configuration;
    const codes = errors.map(({ code }) => code);
    for (const entry of formatMetrics({
      functionName,
      bytes,
      layers,
      seconds,
      errors: codes,
      at: Date.now(),
    }))
      log.raw(entry);
  }
}
