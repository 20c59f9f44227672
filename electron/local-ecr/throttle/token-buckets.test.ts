import { ListImagesCommand } from '@aws-sdk/client-ecr';
import { expect, it } from 'vitest';
import { ana, ben, clientOf, region, startSample } from '../testing/sample-registry.ts';
import { quotaRates, TokenBuckets } from './token-buckets.ts';

it('allows the calls of one second immediately, for each account and region', () => {
  const buckets = new TokenBuckets(quotaRates);
  for (let call = 0; call < 10; call += 1) buckets.take('PutImage', 'one', region);
  expect(() => buckets.take('PutImage', 'one', region)).toThrow('Rate exceeded');
  expect(() => buckets.take('PutImage', 'two', region)).not.toThrow();
  expect(() => buckets.take('PutImage', 'one', 'us-east-1')).not.toThrow();
  expect(() => buckets.take('ListImages', 'one', region)).not.toThrow();
});

it('refills over time', async () => {
  const buckets = new TokenBuckets({ PutImage: 20 });
  for (let call = 0; call < 20; call += 1) buckets.take('PutImage', 'one', region);
  await expect.poll(() => buckets.take('PutImage', 'one', region)).toBeUndefined();
});

it('throws ThrottlingException with status 400', async () => {
  const ecr = await startSample({ throttle: { ListImages: 1 } });
  const [anas, bens] = [clientOf(ecr, ana), clientOf(ecr, ben)];
  ecr.registry('111111111111', region).createRepository('limited');
  ecr.registry('222222222222', region).createRepository('limited');
  const list = new ListImagesCommand({ repositoryName: 'limited' });
  try {
    await anas.send(list);
    await expect(anas.send(list)).rejects.toMatchObject({
      name: 'ThrottlingException',
      message: 'Rate exceeded',
      $metadata: { httpStatusCode: 400 },
    });
    await expect(bens.send(list)).resolves.toBeDefined();
  } finally {
    anas.destroy();
    bens.destroy();
    await ecr.close();
  }
});
