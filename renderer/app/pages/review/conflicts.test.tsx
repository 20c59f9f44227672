import { screen, waitFor, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import type { Plan, ReplicationRequest, TagChange } from '../../../../shared/models/plan.ts';
import type { Answers } from '../../../testing/fake-api.ts';
import { answerImages } from '../../../testing/answer-images.ts';
import { choose, freshPage, openImages, renderWithSides } from '../../../testing/render-app.tsx';
import { digestOf, image, plan } from '../../../testing/sample-data.ts';

freshPage();

/** Tags of a destination where `latest` and `v1.1` can be moved, and `v1.2` cannot. */
const changeOf = (tag: string): TagChange => {
  if (tag === 'v1.2') return { kind: 'immutable', tag, fromDigest: digestOf(82) };
  if (tag === 'v1.1' || tag === 'latest') return { kind: 'move', tag, fromDigest: digestOf(81) };
  return { kind: 'create', tag };
};

/** Plans a request like the engine: an image with an immutable tag is blocked. */
function planOf(request: ReplicationRequest): Plan {
  const [sample] = plan.images;
  if (!sample) throw new Error('no image');
  return {
    ...plan,
    request,
    images: request.images.map(({ digest, sourceTags, destinationTags }) => {
      const tags = destinationTags.map(changeOf);
      const blockers = tags.flatMap((change) =>
        change.kind === 'immutable'
          ? [
              {
                code: 'tag-immutable' as const,
                message: `Tag ${change.tag} cannot be moved.`,
                retryable: false,
                action: 'change-tags' as const,
              },
            ]
          : [],
      );
      return { ...sample, digest, destinationDigest: digest, sourceTags, tags, blockers };
    }),
  };
}

/** Opens the review of three images; the first and the second have conflicts. */
async function openConflicts(answers: Partial<Answers> = {}) {
  const app = renderWithSides({
    'plans.create': planOf,
    'images.find': () => [],
    ...answerImages(() => [1, 2, 3].map((number) => image(number))),
    ...answers,
  });
  await openImages(app.user);
  for (const tag of ['v1.1', 'v1.2', 'v1.3'])
    await app.user.click(await screen.findByRole('button', { name: `Tag ${tag}` }));
  await choose(app.user, 'Destination repository', /team\/api/);
  await app.user.click(screen.getByRole('button', { name: 'Review' }));
  await screen.findByText(/conflicts? to resolve/);
  return app;
}

const status = (): string => screen.getByRole('status', { name: 'Review status' }).textContent ?? '';
const replicate = () => screen.getAllByRole('button', { name: 'Replicate' }).at(-1);
const rows = () =>
  within(screen.getByRole('table', { name: 'Images to replicate' }))
    .getAllByRole('rowheader')
    .map((row) => row.textContent);

test('a conflict is resolved in its row; nothing is overwritten before that is confirmed', async () => {
  const { user, calls } = await openConflicts();
  expect(status()).toContain('2 conflicts to resolve. 1 of 3 images cannot be copied');
  expect(screen.getByText('Resolve 1 conflict to continue.')).toBeTruthy();
  expect(replicate()).toHaveProperty('disabled', true);
  expect(screen.queryByRole('button', { name: 'Overwrite v1.2' })).toBeNull();

  await user.click(screen.getByRole('button', { name: 'Overwrite v1.1' }));
  expect(status()).toContain('1 conflict to resolve');
  expect(replicate()).toHaveProperty('disabled', false);
  const undo = screen.getByRole('button', { name: 'Do not overwrite v1.1' });
  expect(document.activeElement).toBe(undo);
  await user.click(undo);
  expect(replicate()).toHaveProperty('disabled', true);
  await user.click(screen.getByRole('button', { name: 'Overwrite v1.1' }));

  await user.click(screen.getByRole('button', { name: 'Rename v1.2' }));
  const field = screen.getByRole('textbox', { name: 'New tag instead of v1.2' });
  expect(document.activeElement).toBe(field);
  await user.type(field, 'not a/tag{Enter}');
  expect(screen.getByRole('alert').textContent).toContain('A tag is up to 128');
  expect(field).toHaveProperty('value', 'not a/tag');
  await user.clear(field);
  await user.type(field, 'v1.2{Enter}');
  expect(screen.getByRole('alert').textContent).toContain('Enter another tag.');
  await user.clear(field);
  await user.type(field, 'v1.2-rebuilt{Enter}');
  await waitFor(() => expect(status()).toBe('Ready with changes at the destination'));
  expect(calls.findLast(([name]) => name === 'plans.create')?.[1]).toMatchObject({
    images: [
      { destinationTags: ['v1.1'] },
      { destinationTags: ['v1.2-rebuilt'] },
      { destinationTags: ['v1.3'] },
    ],
  });
  expect(screen.getByRole('list', { name: 'Changes at the destination' }).textContent).toContain(
    '1 tag is overwritten: v1.1',
  );
});

/** Where tags point to, each time that the page says it. */
const said = () => document.body.textContent.match(/points to \S+ at the destination( and cannot| now)?/g);

test('the page says once for each conflict where the tag points to', async () => {
  const { user } = await openConflicts({
    'plans.create': (request) => ({ ...planOf(request), warnings: [{ kind: 'tags-move', count: 1 }] }),
  });
  const [moved, immutable] = [81, 82].map((number) => digestOf(number).slice(0, 19));
  expect(said()).toEqual([
    `points to ${moved} at the destination`,
    `points to ${immutable} at the destination and cannot`,
  ]);
  await user.click(screen.getByRole('button', { name: 'Overwrite v1.1' }));
  expect(said()).toEqual([
    `points to ${moved} at the destination now`,
    `points to ${immutable} at the destination and cannot`,
  ]);
});

test('the table shows the images with conflicts or those that cannot be copied, and all when none is left', async () => {
  const { user } = await openConflicts();
  expect(rows()).toHaveLength(3);
  await user.click(screen.getByRole('button', { name: 'Show conflicts' }));
  expect(screen.getByRole('button', { name: 'Conflicts (2)' }).getAttribute('aria-pressed')).toBe('true');
  expect(rows()).toHaveLength(2);
  await user.click(screen.getByRole('button', { name: 'Cannot be copied (1)' }));
  expect(rows()).toHaveLength(1);
  expect(screen.getByText('Resolve its tag conflicts.')).toBeTruthy();
  await user.click(screen.getByRole('button', { name: 'Skip v1.2' }));
  await waitFor(() => expect(rows()).toHaveLength(3));
  expect(screen.queryByRole('button', { name: /^Cannot be copied/ })).toBeNull();
});

test('the focus moves to the next conflict, and after the last one to the status', async () => {
  const { user } = await openConflicts();
  screen.getByRole('button', { name: 'Skip v1.1' }).focus();
  await user.keyboard('{Enter}');
  expect(document.activeElement?.getAttribute('aria-label')).toBe('Rename v1.2');
  await user.click(screen.getByRole('button', { name: 'Skip v1.2' }));
  expect(document.activeElement).toBe(screen.getByRole('status', { name: 'Review status' }));
  await waitFor(() => expect(status()).toBe('Ready'));
});

test('all tags that can be overwritten are confirmed in one dialog that lists them', async () => {
  const { user, calls } = await openConflicts();
  await user.click(screen.getByRole('button', { name: 'Overwrite all' }));
  const dialog = await screen.findByRole('dialog', { name: 'Overwrite 1 tag?' });
  const listed = within(dialog).getByRole('list', { name: 'Tags to overwrite' });
  expect(listed.textContent).toBe(`v1.1 points to ${digestOf(81).slice(0, 19)} at the destination`);
  await user.click(within(dialog).getByRole('button', { name: 'Overwrite' }));
  expect(replicate()).toHaveProperty('disabled', false);
  expect(calls.some(([name]) => name === 'transfers.start')).toBe(false);

  // A look at the images does not withdraw the confirmation.
  await user.click(screen.getByRole('button', { name: 'Back' }));
  await user.click(await screen.findByRole('button', { name: 'Review' }));
  expect(await screen.findByRole('button', { name: 'Do not overwrite v1.1' })).toBeTruthy();
  await waitFor(() => expect(replicate()).toHaveProperty('disabled', false));
});

test('all conflicts are skipped at once', async () => {
  const { user, calls } = await openConflicts();
  await user.click(screen.getByRole('button', { name: 'Skip all' }));
  await waitFor(() => expect(status()).toBe('Ready'));
  expect(calls.findLast(([name]) => name === 'plans.create')?.[1]).toMatchObject({
    images: [{ destinationTags: [] }, { destinationTags: [] }, { destinationTags: ['v1.3'] }],
  });
});

test('all conflicts are renamed with a suffix, after a preview in which every name can be used', async () => {
  const { user, calls } = await openConflicts({
    'images.find': ({ references }) =>
      references.includes('v1.1-old') ? [image(9, { tags: ['v1.1-old'] })] : [],
  });
  await user.click(screen.getByRole('button', { name: 'Rename all with suffix…' }));
  const dialog = await screen.findByRole('dialog', { name: 'Rename all with suffix' });
  const suffix = within(dialog).getByRole('textbox', { name: 'Suffix' });
  const rename = within(dialog).getByRole('button', { name: 'Rename 2 tags' });
  await user.clear(suffix);
  expect(rename).toHaveProperty('disabled', true);
  await user.type(suffix, '-old');
  expect(await within(dialog).findByText('Exists at the destination.')).toBeTruthy();
  expect(rename).toHaveProperty('disabled', true);
  await user.clear(suffix);
  await user.type(suffix, '-new');
  expect(await within(dialog).findByText('All names can be used')).toBeTruthy();
  await user.click(rename);
  await waitFor(() => expect(status()).toBe('Ready'));
  expect(calls.findLast(([name]) => name === 'plans.create')?.[1]).toMatchObject({
    images: [
      { destinationTags: ['v1.1-new'] },
      { destinationTags: ['v1.2-new'] },
      { destinationTags: ['v1.3'] },
    ],
  });
});
