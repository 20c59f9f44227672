import { readFile, writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { isFinished } from '../../../../shared/models/transfer.ts';
import { createPlans } from '../../plan/plan-store.ts';
import { seedImage } from '../../../testing/seed-image.ts';
import type { TwoRegistries } from '../../../testing/two-registries.ts';
import { quickRetries, startTwoRegistries } from '../../../testing/two-registries.ts';
import { createTransfers } from '../transfers.ts';

let registries: TwoRegistries;

beforeAll(async () => {
  registries = await startTwoRegistries();
});
afterAll(() => registries.close());

test('a retry never goes on in another account than the transfer began in', async () => {
  const source = registries.source.createRepository('team/api');
  const { digest } = await seedImage(source, [['a', 1_000]], ['v1']);
  const intruded = registries.ecr.registry('111111111111', 'us-east-1').createRepository('mirror/api');
  registries.destination.createRepository('mirror/api');
  const plans = createPlans(registries.access);
  const transfers = createTransfers({ plans, send: () => undefined, retryPolicy: quickRetries });
  const request = registries.request({ from: 'team/api', to: 'mirror/api' }, [
    { digest, sourceTags: ['v1'], destinationTags: ['v1'] },
  ]);
  registries.ecr.faults.deny({ action: 'ecr:PutImage' });
  const { id } = transfers.start((await plans.create(request)).plan.id);
  await expect.poll(() => transfers.list().every(({ state }) => isFinished(state))).toBe(true);
  registries.ecr.faults.clear();

  const path = process.env['AWS_SHARED_CREDENTIALS_FILE'] ?? '';
  const [build = ''] = (await readFile(path, 'utf8')).split('\n\n');
  await writeFile(path, [build, build.replace('[build]', '[production]')].join('\n\n'));

  await expect(transfers.retry(id)).rejects.toMatchObject({
    data: { code: 'wrong-account', side: 'destination', action: 'plan-again' },
  });
  expect(transfers.list()).toMatchObject([{ id, state: { kind: 'failed' } }]);
  expect(intruded.layers.size + intruded.images.size).toBe(0);
});
