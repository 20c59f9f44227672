import type { IncomingMessage } from 'node:http';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { expect } from 'vitest';
import { runInProcess } from '../testing/cli/run-in-process.ts';
import { command, test } from '../testing/cli/replicate-test.ts';
import { seedImage } from '../testing/seed-image.ts';

/** What a server of this process received: the kind of request, and its User-Agent. */
type Received = readonly [kind: string, userAgent: string | undefined];

function kindOf({ url = '', headers }: IncomingMessage): string {
  const target = headers['x-amz-target'];
  if (typeof target === 'string') return target.split('.')[0] ?? '';
  if (url.startsWith('/v2/')) return 'registry';
  return url.startsWith('/layers/') || url.includes('X-Amz-Signature') ? 'download' : 'query';
}

/** Runs work and returns every request that reached a server of this process. */
async function receive(work: () => Promise<unknown>): Promise<readonly Received[]> {
  const received: Received[] = [];
  const onRequest = (message: unknown): void => {
    const { request } = message as { readonly request: IncomingMessage };
    received.push([kindOf(request), request.headers['user-agent']]);
  };
  subscribe('http.server.request.start', onRequest);
  try {
    await work();
  } finally {
    unsubscribe('http.server.request.start', onRequest);
  }
  return received;
}

test.for(['registry', 'api'])(
  'every request of a copy by the %s names the app and its version',
  async (method, { registries, names: { from, to } }) => {
    await seedImage(registries.source.createRepository(from), [['layer', 3_000]], ['v1']);
    const received = await receive(async () => {
      const ended = await runInProcess(
        command('replicate', [`${from}:v1`], to, '--create-repository', '--upload-method', method),
      );
      expect(ended).toMatchObject({ code: 0 });
    });
    const kinds = new Set(received.map(([kind]) => kind));
    expect(kinds).toEqual(
      new Set([
        'AmazonEC2ContainerRegistry_V20150921',
        'query',
        'download',
        ...(method === 'registry' ? ['registry'] : []),
      ]),
    );
    const unnamed = received.filter(([, agent]) => !agent?.includes('ecr-image-replicator/1.0.0'));
    expect(unnamed).toEqual([]);
  },
);
