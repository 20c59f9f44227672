import { expect, test } from 'vitest';
import { resolveReference } from '../../engine/references/resolve-reference.ts';
import { createOpenedReferences } from './opened-references.ts';

const uri = '111122223333.dkr.ecr.eu-west-1.amazonaws.com/team/api:1.0';

function createOpened() {
  const resolved: string[] = [];
  let notified = 0;
  const opened = createOpenedReferences(
    (text) => {
      resolved.push(text);
      return Promise.resolve(resolveReference(text, [], { pinned: [], recent: [], order: 'file' }));
    },
    () => (notified += 1),
  );
  return { opened, resolved, notified: () => notified };
}

test('keeps what a link opens until it is taken, and gives it once', async () => {
  const { opened, notified } = createOpened();
  expect(opened.take()).toBeNull();
  await opened.openLink(`ecr-image-replicator://open?uri=${encodeURIComponent(uri)}`);
  expect(notified()).toBe(1);
  expect(opened.take()).toMatchObject({
    kind: 'resolved',
    reference: { kind: 'image', repositoryName: 'team/api', tag: '1.0' },
  });
  expect(opened.take()).toBeNull();
});

test('keeps the latest of several', async () => {
  const { opened } = createOpened();
  await opened.openText(uri);
  await opened.openLink('ecr-image-replicator://open?uri=111122223333.dkr.ecr.eu-west-1.amazonaws.com');
  expect(opened.take()).toMatchObject({ reference: { kind: 'registry' } });
  expect(opened.take()).toBeNull();
});

test('reports a refused link without resolving it', async () => {
  const { opened, resolved, notified } = createOpened();
  await opened.openLink(`ecr-image-replicator://replicate?uri=${uri}`);
  expect(resolved).toEqual([]);
  expect(notified()).toBe(1);
  expect(opened.take()).toMatchObject({
    kind: 'not-understood',
    message: expect.stringMatching(/^The link was not opened/),
  });
});
