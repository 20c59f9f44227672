import { startLocalEcr } from '../../electron/engine/local-ecr/local-ecr.ts';
import { seedImage } from '../../electron/engine/testing/seed-image.ts';
import { accounts, build, production, regions } from '../test-accounts.ts';
import type { RegistryAnswer, RegistryRequest } from './messages.ts';

// The ECR of the bench, in a process of its own so that its memory and CPU are not those of the copy.

const ecr = await startLocalEcr({ accounts, regions });
const source = ecr.registry('111111111111', build.region);
const destination = ecr.registry('222222222222', production.region);
const tell = (told: RegistryAnswer): void => void process.send?.(told);

async function answer(request: RegistryRequest): Promise<void> {
  switch (request.kind) {
    case 'seed': {
      const { repository, layerSizes, tags } = request.image;
      const layers = layerSizes.map((size, index) => [`${repository} ${index}`, size] as const);
      const { digest } = await seedImage(source.createRepository(repository), layers, tags);
      destination.createRepository(repository);
      return tell({ kind: 'seeded', digest });
    }
    case 'take-calls': {
      const calls = ecr.calls.all.filter(({ door }) => door === 'api');
      const byOperation = Object.groupBy(calls, ({ operation }) => operation);
      tell({
        kind: 'calls',
        calls: calls.length,
        byOperation: Object.fromEntries(
          Object.entries(byOperation).map(([operation, records]) => [operation, records?.length ?? 0]),
        ),
        layerBytes: ecr.calls.layerBytes,
      });
      return ecr.calls.clear();
    }
    case 'close':
      await ecr.close();
      process.disconnect();
  }
}

process.on('message', (request: RegistryRequest) => void answer(request));
tell({ kind: 'ready', endpoint: ecr.endpoint });
