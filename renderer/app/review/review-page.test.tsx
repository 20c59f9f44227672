import { screen, waitFor, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import type { PreflightCheck } from '../../../shared/models/preflight.ts';
import { settingsSchema } from '../../../shared/models/settings.ts';
import { freshPage, openReview, renderApp } from '../../testing/render-app.tsx';
import { digestOf, plan } from '../../testing/sample-data.ts';

freshPage();

const missing = (side: 'source' | 'destination', permission: string): PreflightCheck => ({
  side,
  step: side === 'source' ? 'download-layer' : 'upload-part',
  permission,
  outcome: {
    kind: 'failed',
    error: {
      code: 'access-denied',
      side,
      message: `Not allowed ${permission}.`,
      retryable: false,
      action: 'choose-profile',
    },
  },
});

test('permissions are tried once by themselves; all that is missing stands there with its policy', async () => {
  let granted = false;
  const { user, calls } = renderApp({
    'preflight.run': ({ planId }) => ({
      planId,
      checks: granted
        ? [
            {
              side: 'destination',
              step: 'put-image',
              permission: 'ecr:PutImage',
              outcome: { kind: 'untestable' },
            },
          ]
        : [missing('source', 'ecr:GetDownloadUrlForLayer'), missing('destination', 'ecr:UploadLayerPart')],
    }),
  });
  await openReview(user);
  expect(await screen.findByText('2 checks failed: this copy would not get through.')).toBeTruthy();
  expect(calls.filter(([name]) => name === 'preflight.run')).toEqual([
    ['preflight.run', { planId: plan.id }],
  ]);
  const source = screen.getByRole('group', { name: 'Missing at the source' });
  expect(within(source).getByText('Not allowed ecr:GetDownloadUrlForLayer.')).toBeTruthy();
  const destination = screen.getByRole('group', { name: 'Missing at the destination' });
  await user.click(within(destination).getByRole('button', { name: 'Copy policy' }));
  const copied = JSON.stringify(calls.find(([name]) => name === 'clipboard.write')?.[1]);
  expect(copied).toContain('ecr:UploadLayerPart');
  expect(copied).toContain('arn:aws:ecr:eu-central-1:444455556666:repository/team/api');
  expect(copied).not.toContain('111122223333:repository');

  granted = true;
  await user.click(screen.getByRole('button', { name: 'Check permissions again' }));
  expect(await screen.findByText(/all that can be tried is allowed; writing images/)).toBeTruthy();
  expect(screen.queryByRole('group', { name: /^Missing/ })).toBeNull();
});

test('a protected account asks for its name, and nothing starts with another one', async () => {
  const note = { label: 'Prod', colour: 'red', isProtected: true } as const;
  let settings = { ...settingsSchema.parse({}), accounts: { '444455556666': note } };
  const { user, calls } = renderApp({
    'settings.read': () => settings,
    'settings.change': (change) => {
      settings = { ...settings, ...change, accounts: settings.accounts };
      return settings;
    },
  });
  await openReview(user);
  const replicate = screen.getAllByRole('button', { name: 'Replicate' }).at(-1);
  if (!replicate) throw new Error('no button');
  await waitFor(() => expect(replicate).toHaveProperty('disabled', false));
  await user.click(replicate);
  const dialog = await screen.findByRole('dialog', { name: 'This account is protected' });
  const field = within(dialog).getByRole('textbox', { name: 'Name of the protected account' });
  await waitFor(() => expect(document.activeElement).toBe(field));
  await user.type(field, 'Dev{Enter}');
  expect(within(dialog).getByRole('button', { name: 'Replicate' })).toHaveProperty('disabled', true);
  expect(calls.some(([name]) => name === 'transfers.start')).toBe(false);
  await user.clear(field);
  await user.type(field, 'Prod{Enter}');
  expect(await screen.findByRole('heading', { name: 'Transfers' })).toBeTruthy();
  expect(calls).toContainEqual(['transfers.start', { planId: plan.id, confirmation: 'Prod' }]);
});

test('a session that ends before the copy does is told before it is started', async () => {
  const soon = Date.now() + 60_000;
  const bytes = { ...plan.bytes, onTheWire: 100_000_000_000 };
  const { user } = renderApp({
    'plans.create': (request) => ({ ...plan, request, bytes, source: { ...plan.source, expiresAt: soon } }),
  });
  await openReview(user);
  expect(await screen.findByText(/The session of development ends at .* It would pause there/)).toBeTruthy();
});

test('tags that are taken are decided one by one or all at once, and planned anew', async () => {
  const taken: Readonly<Record<string, 'move' | 'immutable'>> = {
    'v1.1': 'move',
    fixed: 'immutable',
    stuck: 'immutable',
  };
  const fromDigest = digestOf(77);
  const { user, calls } = renderApp({
    'plans.create': (request) => ({
      ...plan,
      request,
      images: plan.images.map((image) => ({
        ...image,
        tags: (request.images[0]?.destinationTags ?? []).map((tag) => {
          const kind = taken[tag];
          return kind ? { kind, tag, fromDigest } : { kind: 'create' as const, tag };
        }),
      })),
    }),
  });
  await openReview(user);
  await user.type(screen.getByRole('textbox', { name: 'Add tag to v1.1' }), 'fixed, stuck{Enter}');
  const list = await screen.findByRole('list', { name: 'Tags that are taken' });
  await waitFor(() => expect(within(list).getAllByRole('listitem')).toHaveLength(3));
  expect(list.textContent).toContain(
    `would move from ${fromDigest.slice(0, 19)} to ${digestOf(1).slice(0, 19)}`,
  );
  await waitFor(() =>
    expect(screen.getByRole('button', { name: 'Skip all that cannot move' })).toHaveProperty(
      'disabled',
      false,
    ),
  );
  await user.type(
    within(list).getByRole('textbox', { name: 'Another tag instead of fixed' }),
    'fixed-2{Enter}',
  );
  await waitFor(() => expect(within(list).getAllByRole('listitem')).toHaveLength(2));
  await waitFor(() =>
    expect(within(list).getByRole('button', { name: 'Skip stuck' })).toHaveProperty('disabled', false),
  );
  await user.click(within(list).getByRole('button', { name: 'Skip stuck' }));
  await waitFor(() => expect(within(list).getAllByRole('listitem')).toHaveLength(1));
  expect(calls.findLast(([name]) => name === 'plans.create')?.[1]).toMatchObject({
    images: [{ sourceTags: ['v1.1'], destinationTags: ['v1.1', 'fixed-2'] }],
  });
  expect(screen.getByText("Layers go through the registry's own door, as they are.")).toBeTruthy();
});
