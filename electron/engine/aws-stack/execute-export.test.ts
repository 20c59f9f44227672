import { afterAll, beforeAll, expect, test } from 'vitest';
import { createHandlerPool } from '../../testing/aws-stack/handler-pool.ts';
import { runStateMachine } from '../../testing/aws-stack/run-state-machine.ts';
import type { StackWorld } from '../../testing/aws-stack/stack-world.ts';
import { readStackFile, readItems, startStackWorld } from '../../testing/aws-stack/stack-world.ts';
import { seedImage } from '../../testing/seed-image.ts';

// The exported state machine runs with the function behind it against the local ECR. The campaign state-machine does that with
// many images and disturbed invocations.

let world: StackWorld;
beforeAll(async () => {
  world = await startStackWorld();
});
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
