import type { ReplicationOptions } from '../../shared/models/plan.ts';
import type { PreflightCheck, PreflightReport } from '../../shared/models/preflight.ts';
import type { Side } from '../../shared/result.ts';
import type { PreparedPlan } from '../engine/plan/plan-store.ts';
import { createPlans } from '../engine/plan/plan-store.ts';
import { runPreflight } from '../engine/preflight/run-preflight.ts';
import type { Repository } from '../local-ecr/registry/repository.ts';
import { test as base } from './registries-test.ts';
import { seedImage, seedIndex } from './seed-image.ts';
import type { TwoRegistries } from './two-registries.ts';

type Names = Parameters<TwoRegistries['request']>[0];

const callers = {
  source: 'arn:aws:iam::111111111111:user/build',
  destination: 'arn:aws:iam::222222222222:user/production',
} as const;

/** Lists the checks with an outcome as `side step`. */
export const ofKind = ({ checks }: PreflightReport, kind: PreflightCheck['outcome']['kind']) =>
  checks.filter(({ outcome }) => outcome.kind === kind).map(({ side, step }) => `${side} ${step}`);

/** Lists the failed checks with the codes of their errors. */
export const failures = ({ checks }: PreflightReport) =>
  checks.flatMap(({ side, step, outcome }) =>
    outcome.kind === 'failed'
      ? [{ side, step, code: outcome.error.code, errorSide: outcome.error.side }]
      : [],
  );

/** Returns the content of a repository that other clients can see. */
export const visible = (repository: Repository) => ({
  images: [...repository.images.keys()],
  tags: [...repository.tags],
  layers: [...repository.layers.keys()],
});

/** A test with two registries for its file and a source repository for each test. */
export const test = base
  .extend('nextNumber', { scope: 'file' }, () => {
    let number = 0;
    return (): number => (number += 1);
  })
  .extend('names', ({ nextNumber }) => {
    const number = nextNumber();
    return { from: `source/${number}`, to: `destination/${number}` };
  })
  .extend('from', ({ registries, names }) => registries.source.createRepository(names.from))
  /** Denies one side an action. */
  .extend(
    'deny',
    ({ registries }) =>
      (side: Side, action: string): void =>
        registries.ecr.faults.deny({ action, principalArn: callers[side] }),
  )
  .extend(
    'run',
    ({ registries }) =>
      (prepared: PreparedPlan): Promise<PreflightReport> =>
        runPreflight(registries.access, prepared),
  )
  /** Creates a plan for an image of the source with the tag `v1`. */
  .extend(
    'prepare',
    ({ registries }) =>
      async (digest: string, names: Names, options?: Partial<ReplicationOptions>) => {
        const images = [{ digest, sourceTags: ['v1'], destinationTags: ['v1'] }];
        const request = registries.request(names, images, options);
        const prepared = await createPlans(registries.access).create(request);
        registries.ecr.calls.clear();
        return prepared;
      },
  )
  /** Creates a plan for an index of two images, into an existing empty repository. */
  .extend('prepareCopy', ({ registries, names, from, prepare }) => async () => {
    const to = registries.destination.createRepository(names.to);
    const children = [await seedImage(from, [['a', 3_000]]), await seedImage(from, [['b', 4_000]])];
    return { prepared: await prepare(seedIndex(from, children, ['v1']), names), to };
  });
