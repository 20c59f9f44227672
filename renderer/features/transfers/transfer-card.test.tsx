import { act, cleanup, screen, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import type { Transfer } from '../../../shared/models/transfer.ts';
import { settingsSchema } from '../../../shared/models/settings.ts';
import { Refusal } from '../../testing/fake-api.ts';
import { freshPage } from '../../testing/render-app.tsx';
import { idOf, showTransfers, waiting } from '../../testing/show-transfers.ts';
import { digestOf, transfer } from '../../testing/sample-data.ts';

freshPage();

const error = { code: 'network', message: 'ECR did not answer.', retryable: true } as const;
const [sample] = transfer.images;
if (!sample) throw new Error('no image');
const failedInPart: Transfer = {
  ...transfer,
  state: { kind: 'failed', finishedAt: 1, error },
  images: [
    {
      ...sample,
      state: { kind: 'done', digest: sample.digest, uris: [], alreadyAtDestination: false, verified: true },
    },
    { ...sample, digest: digestOf(2), state: { kind: 'failed', error, writtenTags: [] } },
  ],
};

test('Retry failed images requires the label of a protected account and retries only those images', async () => {
  const note = { label: 'Prod', color: 'red', isProtected: true } as const;
  const { user, calls } = await showTransfers([failedInPart], {
    'settings.read': () => ({ ...settingsSchema.parse({}), accounts: { '444455556666': note } }),
    'transfers.retryFailed': ({ confirmation }) => {
      if (confirmation === 'Prod') return { ...transfer, id: idOf(7) };
      throw new Refusal({
        code: 'account-protected',
        message: 'Account 444455556666 (Prod) is protected.',
        action: 'confirm-account',
      });
    },
  });
  await user.click(await screen.findByRole('button', { name: 'Retry failed images' }));
  await user.click(await screen.findByRole('button', { name: 'Confirm account' }));
  const dialog = await screen.findByRole('dialog', { name: 'This account is protected' });
  await user.type(
    within(dialog).getByRole('textbox', { name: 'Label or ID of the protected account' }),
    'Prod{Enter}',
  );
  expect(calls).toContainEqual(['transfers.retryFailed', { transferId: transfer.id, confirmation: 'Prod' }]);
  expect(await screen.findByRole('heading', { name: 'Running (1)' })).toBeTruthy();
  expect(screen.getByRole('heading', { name: 'Failed (1)' })).toBeTruthy();
});

test('Resume all resumes interrupted transfers and reports those that it cannot resume', async () => {
  let list: Transfer[] = [1, 2].map((number) => ({
    ...waiting(number, `team/${number}`),
    state: { kind: 'interrupted', hasStarted: false },
  }));
  const { user } = await showTransfers(list, {
    'transfers.list': () => list,
    'transfers.resumeInterrupted': () => {
      const resumed: Transfer = { ...waiting(5, 'team/1'), state: { kind: 'running' } };
      list = [resumed, ...list.slice(1)];
      return [resumed];
    },
  });
  await user.click(await screen.findByRole('button', { name: 'Resume all' }));
  expect(await screen.findByRole('heading', { name: 'Interrupted (1)' })).toBeTruthy();
  expect(screen.getByText(/^1 transfer resumed\. Resume the others/)).toBeTruthy();
});

test('the reason for the ECR API upload method is shown once', async () => {
  const registryUnavailable = {
    code: 'network',
    message: 'The proxy refuses it.',
    retryable: false,
  } as const;
  await showTransfers([{ ...transfer, registryUnavailable }]);
  expect(
    await screen.findAllByText(/because the registry endpoint is not available: The proxy refuses it\./),
  ).toHaveLength(1);
});

test('a lost network is shown with its error and that the transfer continues automatically', async () => {
  const offline = { code: 'offline', message: 'This computer is offline.', retryable: true } as const;
  await showTransfers([{ ...transfer, stall: { since: 1, error: offline } }]);
  const shown = await screen.findByText(/^No data is moving\./);
  expect(shown.textContent).toContain(
    'This computer is offline. The transfer continues as soon as the network is back.',
  );
});

test('of 500 images with 20 layers each only visible rows are in the document, and an update changes only its row', async () => {
  const layerDigests = Array.from({ length: 20 }, (_, index) => digestOf(1000 + index));
  const large: Transfer = {
    ...transfer,
    images: Array.from({ length: 500 }, (_, index) => ({
      ...sample,
      digest: digestOf(2000 + index),
      destinationTags: [`v${index}`],
      layerDigests,
      state: { kind: 'waiting' },
    })),
    layers: Object.fromEntries(
      layerDigests.map((digest) => [
        digest,
        { digest, kind: 'layer', size: 1000, state: { kind: 'waiting' } } as const,
      ]),
    ),
  };
  const { user, emit } = await showTransfers([large]);
  await user.click(await screen.findByRole('button', { name: 'Layers of v0' }));
  const list = screen.getByRole('list', { name: 'Images' });
  const rows = [...list.children];
  expect(rows.length).toBeGreaterThan(5);
  expect(rows.length).toBeLessThan(60);
  expect(rows[0]?.getAttribute('aria-setsize')).toBe('500');

  const changed = new Set<string>();
  const observer = new MutationObserver((records) => {
    for (const { target } of records) {
      const element = target instanceof Element ? target : target.parentElement;
      const layer = element?.closest('[aria-label="Layers"] > li');
      changed.add(layer ? (layer.querySelector('[title]')?.getAttribute('title') ?? '') : 'elsewhere');
    }
  });
  observer.observe(screen.getByRole('list', { name: 'Layers' }), {
    subtree: true,
    childList: true,
    characterData: true,
    attributes: true,
  });
  const [digest = ''] = layerDigests;
  await act(async () =>
    emit('transfers.updated', {
      status: large,
      images: [],
      layers: [{ digest, state: { kind: 'mounted' } }],
    }),
  );
  expect(await screen.findByText('Mounted')).toBeTruthy();
  expect([...changed]).toEqual([digest]);
  observer.disconnect();
});

test('the header has the totals of the queue', async () => {
  const rest = {
    ...waiting(2, 'team/web'),
    bytes: { total: 20_000_000, alreadyAtDestination: 0, transferred: 0 },
  };
  await showTransfers([transfer, { ...rest, bytesPerSecond: 0 }, { ...failedInPart, id: idOf(3) }]);
  expect(
    await screen.findByText('1 running · 1 queued · 1 failed · 12.3 of 50.0 MB · 5 s left'),
  ).toBeTruthy();
});

const denied = {
  code: 'access-denied',
  message: 'The role release may not put images.',
  side: 'destination',
  retryable: false,
  denied: { action: 'ecr:PutImage', principalArn: 'arn:aws:iam::444455556666:role/release' },
  detail: 'AccessDeniedException: not authorized (request id 1f2e3d)',
} as const;

test('failed images and layers come first, and their errors can be copied as text', async () => {
  const layers = [digestOf(301), digestOf(302)] as const;
  const failed: Transfer = {
    ...failedInPart,
    images: [
      ...failedInPart.images.slice(0, 1),
      {
        ...sample,
        digest: digestOf(2),
        destinationTags: ['edge'],
        layerDigests: layers,
        state: { kind: 'failed', error: denied, writtenTags: [] },
      },
    ],
    layers: {
      [layers[0]]: { digest: layers[0], kind: 'layer', size: 1, state: { kind: 'done' } },
      [layers[1]]: { digest: layers[1], kind: 'layer', size: 1, state: { kind: 'failed', error } },
    },
  };
  const { user, calls } = await showTransfers([failed]);
  const list = await screen.findByRole('list', { name: 'Images' });
  expect(list.firstElementChild?.textContent).toContain('edge');
  await user.click(screen.getByRole('button', { name: 'Layers of edge' }));
  const rows = within(screen.getByRole('list', { name: 'Layers' })).getAllByRole('listitem');
  expect(rows.map(({ textContent }) => textContent?.includes('Failed'))).toEqual([true, false]);

  const copied = (): string => JSON.stringify(calls.findLast(([call]) => call === 'clipboard.write')?.[1]);
  await user.click(screen.getByRole('button', { name: 'Copy error details' }));
  for (const part of [
    `Transfer: ${transfer.id}`,
    `To: ${transfer.destination.repositoryUri}`,
    'Error: network',
    `Image: ${digestOf(2)} as edge`,
    'Error: access-denied, at the destination',
    'Action: ecr:PutImage',
    'request id 1f2e3d',
    `Layer: ${layers[1]}`,
  ])
    expect(copied()).toContain(part);
  await user.click(screen.getByRole('button', { name: 'Copy error details of image edge' }));
  expect(copied()).toContain('request id 1f2e3d');
  await user.click(
    screen.getByRole('button', { name: `Copy error details of Layer ${layers[1].slice(0, 19)}` }),
  );
  expect(copied()).toContain(`Layer: ${layers[1]}`);
  expect(copied()).not.toContain('access-denied');
});

const secondCard = () => within(screen.getAllByRole('region', { name: /^Transfer of/ })[1] ?? document.body);

test('expanded rows stay expanded when the page is left, and when the window is reloaded', async () => {
  const two: Transfer = {
    ...failedInPart,
    images: failedInPart.images.map((image, index) => ({ ...image, destinationTags: [`v${index}`] })),
  };
  const other = { ...transfer, id: idOf(4), startedAt: transfer.startedAt + 1 };
  const { user } = await showTransfers([two, other]);
  await screen.findByRole('heading', { name: 'Failed (1)' });
  await user.click(secondCard().getByRole('button', { name: /^Images of/ }));
  await user.click(secondCard().getByRole('button', { name: 'Layers of v1' }));
  await user.click(screen.getByRole('button', { name: 'Settings' }));
  await user.click(screen.getByRole('button', { name: /^Transfers/ }));
  await screen.findByRole('heading', { name: 'Failed (1)' });
  expect(secondCard().getByRole('button', { name: 'Layers of v1' }).getAttribute('aria-expanded')).toBe(
    'true',
  );

  cleanup();
  await showTransfers([two, other]);
  await screen.findByRole('heading', { name: 'Failed (1)' });
  expect(secondCard().getByRole('button', { name: 'Layers of v1' }).getAttribute('aria-expanded')).toBe(
    'true',
  );
});

test('removed cards are listed again by Undo', async () => {
  const finished = [1, 2].map((number) => ({
    ...waiting(number, `team/${number}`),
    state: { kind: 'done', finishedAt: 1 } as const,
  }));
  let list: readonly Transfer[] = finished;
  const { user, calls } = await showTransfers(finished, {
    'transfers.list': () => list,
    'transfers.remove': ({ transferIds }) => {
      list = list.filter(({ id }) => !transferIds.includes(id));
      return null;
    },
    'transfers.restore': () => {
      list = finished;
      return null;
    },
  });
  await user.click(await screen.findByRole('button', { name: 'Remove all from the list: Done' }));
  expect(await screen.findByText('No transfers')).toBeTruthy();
  expect(calls).toContainEqual(['transfers.remove', { transferIds: [idOf(2), idOf(1)] }]);
  await user.click(await screen.findByRole('button', { name: 'Undo: 2 transfers removed from the list.' }));
  expect(await screen.findByRole('heading', { name: 'Done (2)' })).toBeTruthy();
  expect(calls).toContainEqual(['transfers.restore', { transferIds: [idOf(2), idOf(1)] }]);

  await user.click(
    screen.getByRole('button', { name: 'Remove transfer of team/1 to team/api from the list' }),
  );
  expect(await screen.findByRole('heading', { name: 'Done (1)' })).toBeTruthy();
  // The focus is at the place of the removed transfer, on a button that removes nothing.
  expect(document.activeElement?.getAttribute('aria-label')).toBe('Images of team/2 to team/api');
  const text = 'Transfer of team/1 to team/api removed from the list.';
  await user.click(await screen.findByRole('button', { name: `Undo: ${text}` }));
  expect(await screen.findByRole('heading', { name: 'Done (2)' })).toBeTruthy();
});
