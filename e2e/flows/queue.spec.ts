import type { Page } from '@playwright/test';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { seedImage } from '../../electron/testing/seed-image.ts';
import { replicationRequestSchema } from '../../shared/models/plan.ts';
import { expect, test } from '../fixtures/fixtures.ts';
import { ask, whenReady } from '../pages/ask.ts';
import { build, production } from '../accounts/test-accounts.ts';

const MB = 1_000_000;

const requestFor = (digest: string, tag: string) =>
  replicationRequestSchema.parse({
    source: { profile: build.name, region: build.region, repositoryName: 'team/api' },
    destination: {
      profile: production.name,
      region: production.region,
      repositoryName: 'team/api',
      createRepository: false,
    },
    images: [{ digest, sourceTags: [tag], destinationTags: [tag] }],
  });

const kinds = async (page: Page): Promise<readonly string[]> =>
  (await ask(page, 'transfers.list')).map(({ state }) => state.kind).toReversed();

test('loses nothing when killed and restarted during the queue: order kept, all completed, all in the history', async ({
  ecr,
  openApp,
}) => {
  const source = ecr.registry('111111111111', build.region).createRepository('team/api');
  const destination = ecr.registry('222222222222', production.region).createRepository('team/api');
  const tags = ['v1', 'v2', 'v3'];
  const digests = await Promise.all(
    tags.map(async (tag) => (await seedImage(source, [[tag, 5 * MB]], [tag])).digest),
  );
  // The first copy waits for this answer until the kill.
  ecr.faults.add({ kind: 'stall', operation: 'PutImage' });

  const app = await openApp();
  const page = await app.firstWindow();
  await whenReady(page);
  await ask(page, 'settings.change', { transfers: { atOnce: 1, layersAtOnce: 4 } });
  const ids: string[] = [];
  for (const [index, tag] of tags.entries()) {
    const { id: planId } = await ask(page, 'plans.create', requestFor(digests[index] ?? '', tag));
    ids.push((await ask(page, 'transfers.start', { planId })).id);
  }
  const [first = '', second = '', third = ''] = ids;
  expect(await ask(page, 'transfers.move', { transferId: third, before: second })).toEqual([third, second]);
  expect(await kinds(page)).toEqual(['running', 'waiting', 'waiting']);
  await expect.poll(() => ecr.faults.waiting).toEqual([]);
  const killed = once(app.process(), 'exit');
  app.process().kill('SIGKILL');
  await killed;
  expect([...destination.tags]).toEqual([]);

  const again = await (await openApp()).firstWindow();
  await whenReady(again);
  expect((await ask(again, 'transfers.list')).map(({ id, state }) => [id, state])).toEqual([
    [second, { kind: 'interrupted', hasStarted: false }],
    [third, { kind: 'interrupted', hasStarted: false }],
    [first, { kind: 'interrupted', hasStarted: true }],
  ]);
  expect(await ask(again, 'transfers.resumeInterrupted')).toHaveLength(3);
  await expect.poll(() => kinds(again)).toEqual(['done', 'done', 'done']);
  expect(new Map(destination.tags)).toEqual(new Map(tags.map((tag, index) => [tag, digests[index]])));
  const { entries } = await ask(again, 'history.search', { offset: 0, limit: 10, text: 'team/api' });
  expect(entries.map(({ result }) => result)).toEqual(['verified', 'verified', 'verified']);
});

test('reports a broken settings file and does not change it', async ({ home, openApp }) => {
  await writeFile(join(home.userData, 'settings.json'), '{"version":1,"appearance":"pink"}');
  const page = await (await openApp()).firstWindow();
  await whenReady(page);
  expect(await ask(page, 'files.problems')).toEqual([
    {
      kind: 'unreadable',
      file: 'settings',
      path: join(home.userData, 'settings.json'),
      reason: expect.stringMatching(/^appearance: /),
    },
  ]);
  expect((await ask(page, 'settings.read')).appearance).toBe('system');
});
