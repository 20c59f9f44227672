import type { IncomingMessage } from 'node:http';
import { expect } from 'vitest';
import { runInProcess } from '../testing/cli/run-in-process.ts';
import { command, test } from '../testing/cli/replicate-test.ts';
import { watchReceivedRequests } from '../testing/watch-requests.ts';
import { seedImage } from '../testing/seed-image.ts';

function kindOf({ url = '', headers }: IncomingMessage): string {
  const target = headers['x-amz-target'];
  if (typeof target === 'string') return target.split('.')[0] ?? '';
  if (url.startsWith('/v2/')) return 'registry';
  return url.startsWith('/layers/') || url.includes('X-Amz-Signature') ? 'download' : 'query';
}

test.for(['registry', 'api'])(
  'every request of a copy by the %s names the app and its version',
  async (method, { registries, names: { from, to } }) => {
    await seedImage(registries.source.createRepository(from), [['layer', 3_000]], ['v1']);
    const received = await watchReceivedRequests(async () => {
      const ended = await runInProcess(
        command('replicate', [`${from}:v1`], to, '--create-repository', '--upload-method', method),
      );
      expect(ended).toMatchObject({ code: 0 });
    });
    const kinds = new Set(received.map(kindOf));
    expect(kinds).toEqual(
      new Set([
        'AmazonEC2ContainerRegistry_V20150921',
        'query',
        'download',
        ...(method === 'registry' ? ['registry'] : []),
      ]),
    );
    const unnamed = received.filter(
      ({ headers }) => !headers['user-agent']?.includes('ecr-image-replicator/1.0.0'),
    );
    expect(unnamed.map(kindOf)).toEqual([]);
  },
);
