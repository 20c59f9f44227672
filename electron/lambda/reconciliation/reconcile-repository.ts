import { isBlocked, replicationRequestSchema } from '../../../shared/models/plan.ts';
import type { Plan } from '../../../shared/models/plan.ts';
import { parsePlatform } from '../../../shared/models/image.ts';
import type { ErrorData } from '../../../shared/models/result.ts';
import type { UnfinishedUpload } from '../../../shared/models/unfinished-upload.ts';
import { chunk } from '../../engine/ecr/chunk.ts';
import { countCopiedBytes, countCopiedLayers } from '../copy/count-copied.ts';
import type { FinishedRun } from '../copy/run-until-deadline.ts';
import { runUntilDeadline } from '../copy/run-until-deadline.ts';
import type { Route } from '../routes/route.ts';
import { nameDestination } from '../routes/route.ts';
import type { Invocation } from '../function/invocation.ts';
import { createMemoryJournal } from '../journal/memory-journal.ts';
import { findMissingImages } from './missing-images.ts';

/** What was done for one repository in one invocation. */
export interface RepositoryOutcome {
  /** False when the time ran out. */
  readonly isComplete: boolean;
  readonly copied: number;
  readonly errors: readonly ErrorData[];
  readonly bytes: number;
  readonly layers: number;
  readonly uploads: readonly UnfinishedUpload[];
}

/** Images of one plan. */
const imagesAtOnce = 100;

interface ImageFailure {
  readonly error: ErrorData;
  readonly tags: readonly string[];
}

function findFailures({ images }: Plan, { transfer }: FinishedRun): readonly ImageFailure[] {
  return images.flatMap(({ tags }, index) => {
    const state = transfer.images[index]?.state;
    return state?.kind === 'failed' ? [{ error: state.error, tags: tags.map(({ tag }) => tag) }] : [];
  });
}

/** The images of a plan that can copy nothing. */
const refuseAll = ({ images, blockers }: Plan): readonly ErrorData[] =>
  images.flatMap((image) => blockers[0] ?? image.blockers[0] ?? []);

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
  const source = access.selectRegistry(
    { accountId: route.source.account_id, region: route.source.region },
    route.source_role_arn,
  );
  const destination = access.selectRegistry(
    { accountId: route.destination.account_id, region: route.destination.region },
    route.destination_role_arn,
  );
  const names = { source: repositoryName, destination: nameDestination(route, repositoryName) };
  const registries = {
    source: (await access.aws.connect(source)).forSide('source'),
    destination: (await access.aws.connect(destination)).forSide('destination'),
  };
  const { images, keptTags } = await findMissingImages(route, registries, names, signal);
  const where = { repository: repositoryName, destination: names.destination };
  if (keptTags.length > 0)
    log.warn('Tags point to another image at the destination and are not moved (overwrite_tags).', {
      ...where,
      tags: keptTags.slice(0, 100),
    });

  const journal = createMemoryJournal(uploads);
  const errors: ErrorData[] = [];
  let [copied, bytes, layers] = [0, 0, 0];
  const finish = (isComplete: boolean): RepositoryOutcome => ({
    isComplete,
    copied,
    errors,
    bytes,
    layers,
    uploads: journal.list(),
  });

  for (const some of chunk(images, imagesAtOnce)) {
    if (signal.aborted) return finish(false);
    const { plan } = await plans.create(
      replicationRequestSchema.parse({
        source: { ...source, repositoryName: names.source },
        destination: {
          ...destination,
          repositoryName: names.destination,
          createRepository: route.create_repository ?? false,
        },
        images: some,
        options: {
          uploadMethod: route.upload_method,
          platforms: route.platforms?.flatMap((text) => parsePlatform(text) ?? []),
        },
      }),
    );
    if (plan.blockers.length > 0 || plan.images.every(isBlocked)) {
      const refused = refuseAll(plan);
      for (const { message, code } of refused) log.error(message, { ...where, code });
      errors.push(...refused);
      continue;
    }
    for (const change of plan.images.flatMap(({ tags }) => tags))
      if (change.kind === 'move')
        log.warn(`Tag ${change.tag} is moved.`, { ...where, from_digest: change.fromDigest });
    const before = journal.list();
    const run = await runUntilDeadline(plan.id, { plans, journal, signal, partGrace: ports.partGrace });
    const failures = findFailures(plan, run);
    for (const { error, tags } of failures) log.error(error.message, { ...where, code: error.code, tags });
    errors.push(...failures.map(({ error }) => error));
    copied += run.transfer.images.filter(({ state }) => state.kind === 'done').length;
    bytes += countCopiedBytes(run, { before, after: journal.list() });
    layers += countCopiedLayers(run);
    if (run.transfer.state.kind === 'cancelled') {
      if (run.stoppedBy) errors.push(run.stoppedBy);
      return finish(false);
    }
  }
  return finish(true);
}
