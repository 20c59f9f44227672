import type { Arbitrary } from 'fast-check';
import {
  assert as assertProperty,
  asyncProperty,
  constantFrom,
  nat,
  option,
  record,
  uniqueArray,
} from 'fast-check';
import { afterEach, beforeEach, expect } from 'vitest';
import { isFinished } from '../../../shared/models/transfer.ts';
import type { Transfer } from '../../../shared/models/transfer.ts';
import { toErrorData } from '../errors/to-error-data.ts';
import { createPlans } from '../plan/plan-store.ts';
import type { Node } from '../../testing/random-graph.ts';
import { GraphSeeder, graphShape, node } from '../../testing/random-graph.ts';
import { randomFaults } from '../../testing/random-faults.ts';
import { findBrokenTags, collectClosure, findDifferences } from '../../testing/compare-graphs.ts';
import { quickRetries } from '../../testing/two-registries.ts';
import { createTransfers } from '../transfers/transfers.ts';
import { test as base } from '../../testing/registries-test.ts';

// Copies random graphs of images while random faults are injected: the result is the same graph, or an error and no tag
// on an incomplete image. PROPERTY_RUNS=5000 runs longer; PROPERTY_SEED and PROPERTY_PATH, printed with a failure, repeat it.

const runs = Number(process.env['PROPERTY_RUNS'] ?? 80);
const seed = Number(process.env['PROPERTY_SEED'] ?? 20_260_301);
const path = process.env['PROPERTY_PATH'];

let count = 0;
const unhandled: unknown[] = [];
const onUnhandled = (reason: unknown): void => void unhandled.push(reason);

const scenario = record({
  graph: graphShape,
  /** The nodes to copy, each with its own tags. */
  roots: uniqueArray(nat({ max: 9 }), { minLength: 1, maxLength: 3 }),
  tagsEach: nat({ max: 2 }),
  /** The destination before the copy. */
  destination: constantFrom('missing', 'mutable', 'immutable'),
  faults: randomFaults,
  /** Attached at the source between the two runs. */
  later: option(node, { nil: undefined }),
});
type Scenario = typeof scenario extends Arbitrary<infer T> ? T : never;

type Images = { digest: string; sourceTags: string[]; destinationTags: string[] }[];

function imagesOf({ roots, tagsEach }: Scenario, seeder: GraphSeeder): Images {
  const digests = [...new Set(roots.map((root) => seeder.digest(root)))];
  return digests.map((digest, index) => ({
    digest,
    sourceTags: [],
    destinationTags: Array.from({ length: tagsEach }, (_, tag) => `tag-${index}-${tag}`),
  }));
}

/** The tag of a referrer cannot be moved in an immutable repository, so that later referrers are attached by subject there. */
const laterNode = (later: Node, destination: Scenario['destination']): Node =>
  destination !== 'immutable' || !later.attached
    ? later
    : { ...later, attached: { ...later.attached, by: 'subject' } };

/** The finished transfer, or the code of the error of its plan. */
type Outcome = (Transfer & { readonly referrersKnown: boolean }) | string;

const test = base
  /** Plans and runs a transfer. Any error other than an EngineError has the code `internal`. */
  .extend(
    'replicate',
    ({ registries }) =>
      async (names: { from: string; to: string }, images: Images): Promise<Outcome> => {
        const finished = Promise.withResolvers<void>();
        const plans = createPlans(registries.access);
        const transfers = createTransfers({
          plans,
          retryPolicy: quickRetries,
          send: ({ status }) => {
            if (isFinished(status.state)) finished.resolve();
          },
        });
        try {
          const { plan } = await plans.create(registries.request({ ...names, create: true }, images));
          const { id } = transfers.start(plan.id);
          await finished.promise;
          const transfer = transfers.list().find((each) => each.id === id);
          if (!transfer) throw new Error('The transfer is missing');
          // When referrers may not be listed, the plan says so, and the images are copied without them.
          return {
            ...transfer,
            referrersKnown: !plan.warnings.some(({ kind }) => kind === 'referrers-unknown'),
          };
        } catch (error) {
          const { code, detail } = toErrorData(error);
          expect(code, detail).not.toBe('internal');
          return code;
        }
      },
  )
  /** Every image that is done is the same at the destination, and every tag there has a complete image. */
  .extend(
    'checkOutcome',
    ({ registries }) =>
      (names: { from: string; to: string }, images: Images, outcome: Outcome): void => {
        const from = registries.source.repository(names.from);
        const to = registries.destination.repositories.get(names.to);
        if (!to) {
          expect(outcome).not.toHaveProperty('state.kind', 'done');
          return;
        }
        expect(findBrokenTags(to)).toEqual([]);
        for (const [index, { digest, destinationTags }] of images.entries()) {
          const { digests, tags } = collectClosure(
            from,
            digest,
            typeof outcome !== 'string' && outcome.referrersKnown,
          );
          const state = typeof outcome === 'string' ? undefined : outcome.images[index]?.state;
          const done = state?.kind === 'done';
          if (state?.kind === 'failed') expect(state.error.code, state.error.detail).not.toBe('internal');
          if (done) {
            expect(state.verified).toBe(true);
            expect(destinationTags.map((tag) => [tag, to.tags.get(tag)])).toEqual(
              destinationTags.map((tag) => [tag, digest]),
            );
            expect([...tags].map(([tag]) => [tag, to.tags.get(tag)])).toEqual([...tags]);
          }
          if (done || destinationTags.some((tag) => to.tags.has(tag)))
            expect(findDifferences(from, to, digests)).toEqual([]);
        }
      },
  );

beforeEach(() => {
  process.on('unhandledRejection', onUnhandled);
});
afterEach(() => {
  process.off('unhandledRejection', onUnhandled);
});

test(
  'copies random graphs while random faults are injected',
  { timeout: 3_600_000 },
  async ({ registries, replicate, checkOutcome }) => {
    await assertProperty(
      asyncProperty(scenario, async (given) => {
        count += 1;
        const names = { from: `property/source-${count}`, to: `property/destination-${count}` };
        registries.ecr.faults.clear();
        const from = registries.source.createRepository(names.from);
        if (given.destination !== 'missing') {
          registries.destination.createRepository(names.to, {
            tagMutability: given.destination === 'mutable' ? 'MUTABLE' : 'IMMUTABLE',
          });
        }
        const seeder = await GraphSeeder.create(from, given.graph);
        const images = imagesOf(given, seeder);

        for (const { fault, atNode } of given.faults) {
          const at = atNode === undefined ? {} : { digest: seeder.digest(atNode) };
          registries.ecr.faults.add({ ...fault, ...at });
        }
        checkOutcome(names, images, await replicate(names, images));

        registries.ecr.faults.clear();
        if (given.later) seeder.add(laterNode(given.later, given.destination));
        const second = await replicate(names, images);
        expect(second).toHaveProperty('state', { kind: 'done', finishedAt: expect.any(Number) });
        checkOutcome(names, images, second);

        expect(unhandled).toEqual([]);
        registries.ecr.calls.clear();
        registries.source.repositories.delete(names.from);
        registries.destination.repositories.delete(names.to);
      }),
      { seed, numRuns: runs, ...(path === undefined ? {} : { path }) },
    );
  },
);
