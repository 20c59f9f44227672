import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { StackExport } from '../../../shared/models/aws-stack.ts';
import { createHandlerPool } from '../../testing/aws-stack/handler-pool.ts';
import { readBuildScript } from '../../testing/aws-stack/read-build-script.ts';
import { runBuildScript } from '../../testing/aws-stack/run-build-script.ts';
import { runStateMachine } from '../../testing/aws-stack/run-state-machine.ts';
import type { StackWorld } from '../../testing/aws-stack/stack-world.ts';
import { readStackFile, readItems, startStackWorld } from '../../testing/aws-stack/stack-world.ts';
import { seedImage } from '../../testing/seed-image.ts';

// The exported state machine runs with the function behind it against the local ECR. The campaign state-machine does that with
// many images and disturbed invocations.

/** Parts of a tenth of their real size. */
const partSize = 1024 * 1024;

let world: StackWorld;
beforeAll(async () => {
  world = await startStackWorld({ proposed: partSize, smallest: partSize / 2 });
});
afterEach(() => world.ecr.faults.clear());
afterAll(() => world.close());

test('an image that is gone fails with a sentence, and the others are copied', async () => {
  const source = world.source.createRepository('team/api');
  const destination = world.destination.createRepository('mirror/api');
  const images = [];
  for (const size of [1_000, 2_000, 3_000]) {
    const { digest } = await seedImage(source, [['layer', size]], [`v${size}`]);
    images.push({ digest, sourceTags: [`v${size}`], destinationTags: [`v${size}`] });
  }
  const stack = await world.exportCopy({ from: source.name, to: destination.name }, images);
  source.images.delete(images[1]?.digest ?? '');
  source.tags.delete('v2000');
  const pool = createHandlerPool(() => world.createHandler());
  const { status, results, error } = await runStateMachine(
    readStackFile(stack, 'state-machine.asl.json'),
    readItems(stack),
    { invoke: (event) => pool.invoke(event), build: () => Promise.reject(new Error('no build')) },
  );
  expect(status).toBe('FAILED');
  expect(error?.cause).toContain('1 of 3 images failed');
  expect(results.map((each) => each.status)).toEqual(['SUCCEEDED', 'FAILED', 'SUCCEEDED']);
  expect(results[1]).toMatchObject({
    error: 'image-not-found',
    cause: expect.stringContaining('is no longer at the source'),
  });
  expect([...destination.tags.keys()].toSorted()).toEqual(['v1000', 'v3000']);
});

/** Exports an image with one layer of 12 parts. */
async function exportLayer(name: string) {
  const source = world.source.createRepository(`team/${name}`);
  const destination = world.destination.createRepository(`mirror/${name}`);
  const { digest } = await seedImage(source, [[name, 12 * partSize]], ['1.0']);
  const stack = await world.exportCopy(
    { from: source.name, to: destination.name },
    [{ digest, sourceTags: ['1.0'], destinationTags: ['1.0'] }],
    { options: { uploadMethod: 'api' } },
  );
  return { stack, destination, digest };
}

/** Runs the state machine of an export with its builds. @param milliseconds of the invocation with this number, from 1 on. */
async function runExport(
  stack: StackExport,
  variables: Readonly<Record<string, string>>,
  milliseconds: (invocation: number) => number,
) {
  const template = readStackFile(stack, 'template.yaml');
  const pool = createHandlerPool(() => world.createHandler(variables));
  let [invocations, builds] = [0, 0];
  const result = await runStateMachine(readStackFile(stack, 'state-machine.asl.json'), readItems(stack), {
    invoke(event) {
      invocations += 1;
      return pool.invoke(event, milliseconds(invocations));
    },
    async build(workItem) {
      builds += 1;
      world.ecr.faults.clear();
      await runBuildScript(readBuildScript(template), workItem, world.environment);
    },
  });
  return { ...result, invocations, builds };
}

/** Milliseconds of an invocation in which a copy has no time. */
const noTime = 1_000;

describe('a copy that is stopped by the time of its invocations', () => {
  test('fails with a sentence after three invocations without progress', async () => {
    const { stack, destination } = await exportLayer('stuck');
    const { status, results, invocations, builds } = await runExport(stack, {}, () => noTime);
    expect({ status, invocations, builds }).toEqual({ status: 'FAILED', invocations: 3, builds: 0 });
    expect(results).toMatchObject([
      { error: 'no-progress', cause: expect.stringContaining('3 invocations in a row') },
    ]);
    expect(destination.images.size).toBe(0);
  });

  test('goes to a build that runs the same bundle when too many invocations would be needed', async () => {
    const { stack, destination, digest } = await exportLayer('long');
    world.ecr.faults.add({ kind: 'stall', operation: 'UploadLayerPart', afterCalls: 4, times: 100 });
    const variables = { MAX_INVOCATIONS: '2' };
    const { status, invocations, builds } = await runExport(stack, variables, (invocation) =>
      invocation === 1 ? noTime + 500 : 60_000,
    );
    // The second invocation confirms the image that the build copied.
    expect({ status, invocations, builds }).toEqual({ status: 'SUCCEEDED', invocations: 2, builds: 1 });
    expect([...destination.tags]).toEqual([['1.0', digest]]);
  });
});
