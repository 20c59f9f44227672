import { act, screen, waitFor, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import type { PreflightCheck } from '../../../../shared/models/preflight.ts';
import { settingsSchema } from '../../../../shared/models/settings.ts';
import type { ErrorData } from '../../../../shared/models/result.ts';
import {
  chooseSides,
  freshPage,
  openReview,
  renderApp,
  renderWithSides,
} from '../../../testing/render-app.tsx';
import { digestOf, plan } from '../../../testing/sample-data.ts';

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

test('permissions are checked automatically once; missing ones are shown with a policy', async () => {
  let granted = false;
  const { user, calls } = renderWithSides({
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
  expect(await screen.findByText('2 checks failed. This replication cannot succeed.')).toBeTruthy();
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
  expect(await screen.findByText(/all testable actions are allowed; writing images/)).toBeTruthy();
  expect(screen.queryByRole('group', { name: /^Missing/ })).toBeNull();
});

test('the permission that the faster upload method lacks is shown with a policy, and the replication can start', async () => {
  const { user, calls } = renderWithSides({
    'preflight.run': ({ planId }) => ({
      planId,
      checks: [
        {
          side: 'destination',
          step: 'registry-endpoint',
          permission: 'ecr:GetAuthorizationToken',
          outcome: {
            kind: 'optional',
            error: {
              code: 'access-denied',
              side: 'destination',
              message: 'Not allowed ecr:GetAuthorizationToken.',
              retryable: false,
            },
          },
        },
      ],
    }),
  });
  await openReview(user);
  const method = await screen.findByRole('group', { name: 'Upload method' });
  expect(
    within(method).getByText(/Layers are uploaded through the ECR API, which sends a third more bytes/),
  ).toBeTruthy();
  expect(within(method).getByText('Not allowed ecr:GetAuthorizationToken.')).toBeTruthy();
  await user.click(within(method).getByRole('button', { name: 'Copy policy' }));
  const copied = JSON.stringify(calls.find(([name]) => name === 'clipboard.write')?.[1]);
  expect(copied).toContain('ecr:GetAuthorizationToken');
  expect(screen.getByText(/all testable actions are allowed/)).toBeTruthy();
});

test('a protected account requires its label, and nothing starts with another text', async () => {
  const note = { label: 'Prod', color: 'red', isProtected: true } as const;
  let settings = { ...settingsSchema.parse({}), accounts: { '444455556666': note } };
  const { user, calls } = renderApp({
    'settings.read': () => settings,
    'settings.change': (change) => {
      settings = { ...settings, ...change, accounts: settings.accounts };
      return settings;
    },
  });
  await chooseSides(user);
  await openReview(user);
  const replicate = screen.getAllByRole('button', { name: 'Replicate' }).at(-1);
  if (!replicate) throw new Error('no button');
  await waitFor(() => expect(replicate).toHaveProperty('disabled', false));
  await user.click(replicate);
  const dialog = await screen.findByRole('dialog', { name: 'This account is protected' });
  const field = within(dialog).getByRole('textbox', { name: 'Label or ID of the protected account' });
  await waitFor(() => expect(document.activeElement).toBe(field));
  await user.type(field, 'Dev{Enter}');
  expect(within(dialog).getByRole('button', { name: 'Replicate' })).toHaveProperty('disabled', true);
  expect(calls.some(([name]) => name === 'transfers.start')).toBe(false);
  await user.clear(field);
  await user.type(field, 'Prod{Enter}');
  expect(await screen.findByRole('heading', { name: 'Transfers' })).toBeTruthy();
  expect(calls).toContainEqual(['transfers.start', { planId: plan.id, confirmation: 'Prod' }]);
});

test('warns before the start about a session that ends before the replication does', async () => {
  // The plan takes longer, and opening the review does not.
  const soon = Date.now() + 3_600_000;
  const bytes = { ...plan.bytes, uploadBytes: 100_000_000_000 };
  const { user } = renderWithSides({
    'plans.create': (request) => ({ ...plan, request, bytes, source: { ...plan.source, expiresAt: soon } }),
  });
  await openReview(user);
  expect(
    await screen.findByText(
      /The session of development ends at .* A transfer that is not finished then pauses/,
    ),
  ).toBeTruthy();
});

const immutableTag: ErrorData = {
  code: 'tag-immutable',
  side: 'destination',
  retryable: false,
  message: 'The signature of sha256:0 cannot be copied.',
  action: 'keep-signatures',
};

test('existing signatures can be kept when their tags are immutable', async () => {
  const { user, calls } = renderWithSides({
    'plans.create': (request) => ({
      ...plan,
      request,
      images: plan.images.map((image) => ({
        ...image,
        blockers: request.options.existingSignatures === 'keep' ? [] : [immutableTag],
      })),
    }),
  });
  await openReview(user);
  await user.click(await screen.findByRole('button', { name: 'Keep existing signatures' }));
  const kept = await screen.findByRole('checkbox', {
    name: 'Keep signatures that the destination already has',
  });
  await waitFor(() => expect(screen.queryByText(/cannot be copied/)).toBeNull());
  expect(kept).toHaveProperty('checked', true);
  expect(calls.findLast(([name]) => name === 'plans.create')).toMatchObject([
    'plans.create',
    { options: { existingSignatures: 'keep' } },
  ]);
});

test('the estimated time is of the link as measured before, and not known before that', async () => {
  const speed = { bytesPerSecond: 1_000_000, transfers: 3 };
  let measured: typeof speed | null = null;
  const { user, calls, emit } = renderWithSides({ 'history.measureLink': () => measured });
  await openReview(user);
  const totals = await screen.findByLabelText('Plan totals');
  await waitFor(() =>
    expect(totals.textContent).toContain('Not knownKnown after a transfer of 10.0 MB or more on this route'),
  );
  expect(calls.find(([name]) => name === 'history.measureLink')?.[1]).toEqual({
    source: { registryId: '111122223333', region: 'eu-west-1' },
    destination: { registryId: '444455556666', region: 'eu-central-1' },
    uploadMethod: 'registry',
  });
  measured = speed;
  act(() => emit('history.changed', null));
  await waitFor(() => expect(totals.textContent).toContain('About 30 sAs measured on this route (1.0 MB/s)'));
});

test('the quota of ECR is named where it is the limit', async () => {
  const { user } = renderWithSides({
    'plans.create': (request) => ({
      ...plan,
      request,
      images: Array.from({ length: 200 }, (_, index) => ({
        ...plan.images[0]!,
        digest: digestOf(index + 1),
        tags: [{ kind: 'create' as const, tag: `t${index}` }],
        manifests: [{ digest: digestOf(index + 1), mediaType: '', blobs: [], present: false }],
      })),
      warnings: [{ kind: 'put-image-quota', count: 200, seconds: 20 }],
    }),
  });
  await openReview(user);
  const totals = await screen.findByLabelText('Plan totals');
  await waitFor(() =>
    expect(totals.textContent).toContain('At least 20 sECR accepts 10 of 200 PutImage requests a second'),
  );
  expect(screen.queryByText(/manifest writes/)).toBeNull();
});

test('a review goes from the question to the details', async () => {
  const { user } = renderWithSides();
  await openReview(user);
  const parts = [
    await screen.findByRole('status', { name: 'Review status' }),
    await screen.findByRole('list', { name: 'Changes at the destination' }),
    await screen.findByLabelText('Plan totals'),
    await screen.findByRole('table', { name: 'Images to replicate' }),
    await screen.findByRole('heading', { name: /^Options/ }),
    await screen.findByRole('heading', { name: 'Details' }),
  ];
  const inOrder = parts.toSorted((a, b) =>
    a.compareDocumentPosition(b) & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1,
  );
  expect(inOrder.map((part) => parts.indexOf(part))).toEqual([0, 1, 2, 3, 4, 5]);
});
