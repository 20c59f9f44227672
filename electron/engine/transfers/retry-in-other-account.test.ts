import { readFile, writeFile } from 'node:fs/promises';
import { expect } from 'vitest';
import { seedImage } from '../../testing/seed-image.ts';
import { createTransferTest } from '../../testing/transfer-test.ts';

const test = createTransferTest();

test.for(['retry', 'retryFailed'] as const)(
  '%s is refused in another account than the transfer started in',
  async (retry, { registries, plans, transfers, finished, names }) => {
    const source = registries.source.createRepository(names.from);
    const { digest } = await seedImage(source, [['a', 1_000]], ['v1']);
    const other = registries.ecr.registry('111111111111', 'us-east-1').createRepository(names.to);
    registries.destination.createRepository(names.to);
    const request = registries.request(names, [{ digest, sourceTags: ['v1'], destinationTags: ['v1'] }]);
    registries.ecr.faults.deny({ action: 'ecr:PutImage' });
    const { id } = transfers.start((await plans.create(request)).plan.id);
    await finished(id);
    registries.ecr.faults.clear();

    const path = process.env['AWS_SHARED_CREDENTIALS_FILE'] ?? '';
    const credentials = await readFile(path, 'utf8');
    const [build = ''] = credentials.split('\n\n');
    await writeFile(path, [build, build.replace('[build]', '[production]')].join('\n\n'));
    try {
      await expect(transfers[retry](id)).rejects.toMatchObject({
        data: { code: 'wrong-account', side: 'destination', action: 'plan-again' },
      });
      expect(transfers.list()).toMatchObject([{ id, state: { kind: 'failed' } }]);
      expect(other.layers.size + other.images.size).toBe(0);
    } finally {
      await writeFile(path, credentials);
      await registries.access.discardOutdated();
    }
  },
);
