import { startLocalEcr } from '../../../electron/local-ecr/local-ecr.ts';
import { accounts, build, production, regions } from '../../accounts/test-accounts.ts';
import { copyRepository, seedManyImages } from '../../../electron/testing/seed-many-images.ts';

// The ECR of the planning measurement, in a process of its own: sends its endpoint, and the calls so far when asked.

export interface PlanningSetup {
  readonly images: number;
  /** Whether the destination has all images. */
  readonly isThere: boolean;
  /** Milliseconds added to every request. */
  readonly latencyMs: number;
  /** Further repositories of the source: `other/0` with this many images, and empty ones. */
  readonly others?: { readonly repositories: number; readonly images: number };
}

/** The first message. */
export interface PlanningRegistry {
  readonly endpoint: string;
}

/** The answer to any message: the number of calls by operation. */
export type PlanningCalls = Readonly<Record<string, number>>;

const setup: PlanningSetup = JSON.parse(process.argv[2] ?? '');
const ecr = await startLocalEcr({ accounts, regions, throttle: 'quota' });
const source = ecr.registry('111111111111', build.region).createRepository('many');
const destination = ecr.registry('222222222222', production.region).createRepository('many');
seedManyImages(source, setup.images);
for (let index = 0; index < (setup.others?.repositories ?? 0); index += 1) {
  const other = ecr.registry('111111111111', build.region).createRepository(`other/${index}`);
  if (index === 0) seedManyImages(other, setup.others?.images ?? 0);
}
if (setup.isThere) copyRepository(source, destination);
ecr.network.shape = { latencyMs: setup.latencyMs };

process.on('message', () => {
  const calls = Object.groupBy(ecr.calls.all, ({ operation }) => operation);
  const counts = Object.entries(calls).map(([operation, all]) => [operation, all?.length ?? 0] as const);
  process.send?.(Object.fromEntries(counts) satisfies PlanningCalls);
});
process.on('disconnect', () => void ecr.close());
process.send?.({ endpoint: ecr.endpoint } satisfies PlanningRegistry);
