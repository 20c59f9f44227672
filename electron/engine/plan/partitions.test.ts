import { expect, test } from 'vitest';
import { repositoryArn, repositoryUri } from '../../../shared/models/reference.ts';
import { isFinished } from '../../../shared/models/transfer.ts';
import { seedImage } from '../../testing/seed-image.ts';
import { quickRetries, startTwoRegistries } from '../../testing/two-registries.ts';
import { createTransfers } from '../transfers/transfers.ts';
import { createPlans } from './plan-store.ts';

// One Region of each partition (endpoint resolver of the SDK): credentials are valid in one partition only, so
// that a copy between them always needs two profiles.
test.each([
  'cn-north-1',
  'us-gov-west-1',
  'us-iso-east-1',
  'us-isob-east-1',
  'eu-isoe-west-1',
  'us-isof-south-1',
  'eusc-de-east-1',
])('an image is copied from eu-west-1 to a new repository in %s', async (region) => {
  const registries = await startTwoRegistries({ destinationRegion: region });
  try {
    const from = registries.source.createRepository('team/app');
    const { digest } = await seedImage(from, [['layer', 5_000]], ['v1']);
    const plans = createPlans(registries.access);
    const images = [{ digest, sourceTags: ['v1'], destinationTags: ['v1'] }];
    const request = registries.request({ from: 'team/app', to: 'team/app', create: true }, images);
    const { plan } = await plans.create(request);
    const transfers = createTransfers({ plans, send: () => undefined, retryPolicy: quickRetries });
    transfers.start(plan.id);
    await expect.poll(() => transfers.list().every(({ state }) => isFinished(state))).toBe(true);
    expect(transfers.list().map(({ state }) => state.kind)).toEqual(['done']);
    const created = registries.destination.repository('team/app');
    expect([...created.tags]).toEqual([['v1', digest]]);
    const { accountId } = registries.destination;
    const reference = { accountId, region, repositoryName: 'team/app' };
    expect([created.uri, created.arn]).toEqual([repositoryUri(reference), repositoryArn(reference)]);
  } finally {
    await registries.close();
  }
});
