import { act, screen, within } from '@testing-library/react';
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
