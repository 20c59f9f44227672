import { randomUUID } from 'node:crypto';
import type {
  Batch,
  BatchRequest,
  BatchRow,
  BatchRowState,
  BatchUpdate,
} from '../../../../shared/models/batch.ts';
import { applyBatchUpdate, maxBatchImages } from '../../../../shared/models/batch.ts';
import type { Plan, ReplicationRequest } from '../../../../shared/models/plan.ts';
import type { Transfer } from '../../../../shared/models/transfer.ts';
import { renameRepositories } from '../../../../shared/selection/apply-renames.ts';
import { problemsOf } from '../../../../shared/selection/apply-tag-filter.ts';
import type { AwsAccess } from '../../aws/clients/aws-access.ts';
import { listImages } from '../../ecr/images.ts';
import { EngineError } from '../../errors/engine-error.ts';
import { toErrorData } from '../../errors/to-error-data.ts';
import type { Plans } from '../../plan/plan-store.ts';
import { badFilter, badName, nothingToStart, notHeld, notReady, tooManyImages } from './batch-errors.ts';
import type { PickedImages } from './pick-images.ts';
import { pickImages } from './pick-images.ts';
import { collisionsOf, summarizePlan, totalsOf } from './summarize-plans.ts';

/** Many replications, planned one after another at ECR's pace, and started together. */
export interface Batches {
  /** Begins to plan. @throws EngineError when the filter or a new name cannot be. */
  create(request: BatchRequest): Batch;
  /** The newest first. */
  list(): readonly Batch[];
  /**
   * Starts every plan that has nothing in its way.
   * @throws EngineError while it is being planned, or when nothing of it can be started.
   */
  start(id: string, startPlans: (planIds: readonly string[]) => readonly Transfer[]): readonly Transfer[];
  cancel(id: string): void;
  remove(id: string): void;
  /** Resolves when it is planned no more. */
  ended(id: string): Promise<void>;
}

interface BatchesOptions {
  readonly access: AwsAccess;
  readonly plans: Plans;
  readonly send: (update: BatchUpdate) => void;
}

/** Each holds all its plans. */
const maxHeld = 3;

interface Held {
  batch: Batch;
  plans: Plan[];
  readonly controller: AbortController;
  ended: Promise<void>;
}

/** What is to be done for one row: its requests, asked for when its turn comes. */
interface Work {
  readonly row: BatchRow;
  readonly pick: (signal: AbortSignal) => Promise<PickedImages>;
}

function worksOf(request: BatchRequest, access: AwsAccess): readonly Work[] {
  if (request.kind === 'requests') {
    return request.requests.map((each: ReplicationRequest) => ({
      row: {
        sourceRepository: each.source.repositoryName,
        destinationRepository: each.destination.repositoryName,
        state: { kind: 'waiting' },
      },
      pick: () => Promise.resolve({ requests: [each], images: each.images.length, tags: 0 }),
    }));
  }
  const { source, repositories, renames } = request;
  // Repositories may be joined: tags that meet are found once all is planned.
  return renameRepositories(repositories, renames.repositories, { mayJoin: true }).map(
    ({ from, to, problem }) => {
      if (problem !== undefined) throw badName(from, problem);
      return {
        row: { sourceRepository: from, destinationRepository: to, state: { kind: 'waiting' } },
        async pick(signal) {
          const registry = (await access.connect(source)).forSide('source');
          const images = await listImages(registry, from, signal);
          return pickImages(request, { source: from, destination: to }, images);
        },
      };
    },
  );
}

function assertFilter(request: BatchRequest): void {
  const [problem] = request.kind === 'repositories' ? problemsOf(request.filter) : [];
  if (problem) throw badFilter(problem.rule, problem.message);
}

export function createBatches({ access, plans, send }: BatchesOptions): Batches {
  const held = new Map<string, Held>();

  const get = (id: string): Held => {
    const found = held.get(id);
    if (found) return found;
    throw notHeld();
  };

  const drop = (id: string): void => {
    const entry = held.get(id);
    if (!entry) return;
    held.delete(id);
    entry.controller.abort();
    for (const plan of entry.plans) plans.unpin(plan.id);
  };

  const tell = (entry: Held, { state, rows }: Pick<BatchUpdate, 'state' | 'rows'>): void => {
    const update = { id: entry.batch.id, state, rows, totals: totalsOf(entry.plans) };
    entry.batch = applyBatchUpdate(entry.batch, update);
    if (held.has(entry.batch.id)) send(update);
  };

  const setRow = (entry: Held, index: number, row: BatchRow, state: BatchRowState): void =>
    tell(entry, { state: entry.batch.state, rows: [{ index, row: { ...row, state } }] });

  const planRow = async (entry: Held, index: number, { row, pick }: Work): Promise<void> => {
    const { signal } = entry.controller;
    if (signal.aborted) return setRow(entry, index, row, { kind: 'cancelled' });
    setRow(entry, index, row, { kind: 'listing' });
    const { requests, images, tags } = await pick(signal);
    if (requests.length === 0) return setRow(entry, index, row, { kind: 'nothing-picked', tags });
    if (entry.batch.totals.images + images > maxBatchImages) throw tooManyImages();
    setRow(entry, index, row, { kind: 'planning', images });
    const made: Plan[] = [];
    for (const request of requests) {
      signal.throwIfAborted();
      const { plan } = await plans.create(request);
      // Whoever removed it meanwhile released what was there then.
      if (!held.has(entry.batch.id)) return;
      plans.pin(plan.id);
      made.push(plan);
      entry.plans.push(plan);
    }
    setRow(entry, index, row, { kind: 'planned', plans: made.map(summarizePlan) });
  };

  const run = async (entry: Held, works: readonly Work[]): Promise<void> => {
    const { signal } = entry.controller;
    for (const [index, work] of works.entries()) {
      try {
        await planRow(entry, index, work);
      } catch (error) {
        const state: BatchRowState = signal.aborted
          ? { kind: 'cancelled' }
          : { kind: 'failed', error: toErrorData(error) };
        setRow(entry, index, work.row, state);
      }
    }
    tell(entry, {
      state: signal.aborted ? { kind: 'cancelled' } : { kind: 'ready', blockers: collisionsOf(entry.plans) },
      rows: [],
    });
  };

  return {
    create(request) {
      assertFilter(request);
      const works = worksOf(request, access);
      const batch: Batch = {
        id: randomUUID(),
        request,
        state: { kind: 'working' },
        rows: works.map(({ row }) => row),
        totals: totalsOf([]),
      };
      const entry: Held = { batch, plans: [], controller: new AbortController(), ended: Promise.resolve() };
      held.set(batch.id, entry);
      const [oldest] = held.keys();
      if (held.size > maxHeld && oldest !== undefined) drop(oldest);
      entry.ended = run(entry, works);
      return batch;
    },
    list: () => [...held.values()].map(({ batch }) => batch).toReversed(),
    start(id, startPlans) {
      const entry = get(id);
      const { state } = entry.batch;
      if (state.kind === 'working') throw notReady();
      const [blocker] = state.kind === 'ready' ? state.blockers : collisionsOf(entry.plans);
      if (blocker) throw new EngineError(blocker);
      const sound = entry.plans.filter(({ blockers }) => blockers.length === 0);
      if (sound.length === 0) throw nothingToStart();
      const started = startPlans(sound.map((plan) => plan.id));
      tell(entry, { state: { kind: 'started', transferIds: started.map((each) => each.id) }, rows: [] });
      return started;
    },
    cancel: (id) => get(id).controller.abort(),
    remove: drop,
    ended: (id) => get(id).ended,
  };
}
