import { screen, waitFor, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import { answerImages } from '../../../testing/answer-images.ts';
import { openHistory, table } from '../../../testing/open-history.ts';
import { freshPage } from '../../../testing/render-app.tsx';
import { digestOf, identity, image } from '../../../testing/sample-data.ts';
import { historyEntry } from '../../../testing/sample-workspace.ts';

freshPage();

test('an entry shows identities, route, images, duration and verification; its command line can be copied', async () => {
  const { user, calls } = await openHistory();
  await user.click(await screen.findByRole('link', { name: /: replication of team\/app-0$/ }));
  const facts = await screen.findByLabelText('Replication details');
  expect(facts.textContent).toContain('9 s');
  expect(facts.textContent).toContain('30.0 MB');
  expect(facts.textContent).toContain('1 of 1 image');
  expect(screen.getByRole('group', { name: 'From' }).textContent).toContain(historyEntry.source.arn);
  expect(screen.getByRole('group', { name: 'To' }).textContent).toContain(
    historyEntry.destination.repositoryUri,
  );
  const row = within(screen.getByRole('table', { name: 'Replicated images' })).getByRole('row', {
    name: /v1\.1, latest/,
  });
  expect(row.textContent).toContain('Copied and verified');
  await user.click(screen.getByRole('button', { name: 'Copy command line' }));
  expect(JSON.stringify(calls.findLast(([name]) => name === 'clipboard.write')?.[1])).toContain(
    'ecr-image-replicator replicate',
  );
  await user.click(screen.getByRole('button', { name: 'Back to history' }));
  expect(await table()).toBeTruthy();
});

test('an entry shows what was planned beside what was done', async () => {
  const { user } = await openHistory();
  await user.click(await screen.findByRole('link', { name: /: replication of team\/app-0$/ }));
  const planned = await screen.findByRole('table', { name: 'Planned and actual' });
  const cells = within(planned)
    .getAllByRole('row')
    .slice(1)
    .map(({ children }) => [...children].map(({ textContent }) => textContent));
  expect(cells).toEqual([
    ['Images', '1', '1', 'As planned'],
    ['Tags', '3', '3', 'As planned'],
    ['Transferred', '30.0 MB', '30.0 MB', 'As planned'],
    ['Duration', 'About 3 s', '9 s', '6 s longer'],
  ]);
});

test('an entry shows the tags that may have been written', async () => {
  const images = historyEntry.images.map((each) => ({
    ...each,
    destinationTags: [],
    unsureTags: ['v9'],
    outcome: { kind: 'cancelled' as const },
  }));
  const { user } = await openHistory({
    'history.read': () => ({ ...historyEntry, result: 'cancelled', images }),
  });
  await user.click(await screen.findByRole('link', { name: /: replication of team\/app-0$/ }));
  const replicated = await screen.findByRole('table', { name: 'Replicated images' });
  expect(replicated.textContent).toContain('NoneTags that may have been written (check the repository): v9');
});

test('Repeat opens the review with the same sides, images and tags, and starts nothing', async () => {
  const { user, calls } = await openHistory();
  await user.click(await screen.findByRole('link', { name: /: replication of team\/app-0$/ }));
  await user.click(await screen.findByRole('button', { name: 'Repeat…' }));
  expect(await screen.findByRole('heading', { name: 'Review' })).toBeTruthy();
  await waitFor(() =>
    expect(calls.findLast(([name]) => name === 'plans.create')?.[1]).toEqual(historyEntry.request),
  );
  expect(calls.some(([name]) => name === 'transfers.start')).toBe(false);
});

test('images that are missing at the source are reported, and nothing is repeated when all are missing', async () => {
  const { user, calls } = await openHistory({ ...answerImages(() => [image(9)]) });
  await user.click(await screen.findByRole('link', { name: /: replication of team\/app-0$/ }));
  await user.click(await screen.findByRole('button', { name: 'Repeat…' }));
  expect(await screen.findByText('None of these images are in team/api anymore.')).toBeTruthy();
  expect(calls.some(([name]) => name === 'plans.create')).toBe(false);
});

test('nothing is repeated when a profile belongs to another account than at the time of the entry', async () => {
  let accountId = identity(historyEntry.request.destination).accountId;
  const { user, calls } = await openHistory({
    'registries.identify': (selection) =>
      selection.profile === 'production'
        ? { ...identity(selection), accountId, registryId: accountId }
        : identity(selection),
  });
  await user.click(await screen.findByRole('link', { name: /: replication of team\/app-0$/ }));
  accountId = '999900001111';
  await user.click(await screen.findByRole('button', { name: 'Repeat…' }));
  expect(
    await screen.findByText(
      /^Profile production now belongs to account 9999-0000-1111, not to 4444-5555-6666\. To replicate/,
    ),
  ).toBeTruthy();
  expect(calls.some(([name]) => name === 'plans.create')).toBe(false);
});

test('an entry shows the verification report of each image: digests, manifests, layers and differences', async () => {
  const [sample] = historyEntry.images;
  if (!sample) throw new Error('no image');
  const contents = {
    manifests: [
      { digest: digestOf(5), mediaType: 'application/vnd.oci.image.manifest.v1+json' },
      { digest: digestOf(1), mediaType: 'application/vnd.oci.image.index.v1+json' },
    ],
    layers: { count: 12, bytes: 45_000_000 },
  };
  const different = {
    ...sample,
    sourceDigest: digestOf(2),
    destinationDigest: digestOf(2),
    destinationTags: ['edge'],
    outcome: {
      kind: 'different' as const,
      differences: 1,
      error: { code: 'digest-mismatch', message: 'Not the same.' },
    },
    contents: {
      ...contents,
      differences: [
        { kind: 'tag-elsewhere' as const, tag: 'edge', digest: digestOf(2), actualDigest: digestOf(3) },
      ],
    },
  };
  const { user } = await openHistory({
    'history.read': () => ({
      ...historyEntry,
      images: [
        { ...sample, contents },
        different,
        { ...sample, sourceDigest: digestOf(4), outcome: { kind: 'copied' } },
      ],
    }),
  });
  await user.click(await screen.findByRole('link', { name: /: replication of team\/app-0$/ }));
  const report = within(await screen.findByRole('table', { name: 'Verification report' }));
  const [, good, bad, old] = report.getAllByRole('row');
  if (!good || !bad || !old) throw new Error('no rows');
  expect(good.textContent).toContain('Same as expected');
  expect(good.textContent).toContain('12 blobs, 45.0 MB');
  expect(good.textContent).toContain('None');
  await user.click(within(good).getByRole('button', { name: '2 manifests' }));
  expect(within(good).getByTitle(digestOf(5))).toBeTruthy();
  expect(bad.textContent).toContain('Other digest');
  expect(within(bad).getByTitle(digestOf(3))).toBeTruthy();
  expect(bad.textContent).toContain(
    `tag edge points to ${digestOf(3).slice(0, 19)} instead of ${digestOf(2).slice(0, 19)}`,
  );
  expect(old.textContent).toContain('Not read back');
  expect(old.textContent).toContain('Not recorded');
});
