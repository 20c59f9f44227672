import { expect } from 'vitest';
import { createCopyTest } from '../../testing/copy-test.ts';

// A registry that is eventually consistent: it reports a layer a while after the layer's upload was completed.

const test = createCopyTest({
  layerSize: 100_000,
  replicator: { retryPolicy: { attempts: 6, firstWait: 40, longestWait: 1_000 } },
});

test.for(['registry', 'api'] as const)(
  'sends no layer a second time while the registry does not report it yet: %s',
  async (uploadMethod, { copy, registries }) => {
    copy.to.layerDelay = 300;
    await copy.replicate({ uploadMethod });
    copy.expectComplete();
    expect(registries.ecr.calls.of('InitiateLayerUpload')).toHaveLength(2);
    const failed = registries.ecr.calls.of('PutImage').filter(({ outcome }) => outcome !== 'ok');
    expect(failed.map(({ outcome }) => outcome)).toContain('LayersNotFoundException');
  },
);

test('sends a layer again that the registry never reports', async ({ copy, registries }) => {
  registries.ecr.faults.add({ kind: 'collect-layers', operation: 'PutImage' });
  await copy.replicate({ retryPolicy: { attempts: 6, firstWait: 1, longestWait: 5 } });
  copy.expectComplete();
  expect(registries.ecr.calls.of('InitiateLayerUpload')).toHaveLength(4);
});
