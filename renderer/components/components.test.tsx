import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, test, vi } from 'vitest';
import { createFakeApi, Refusal } from '../testing/fake-api.ts';
import { freshPage } from '../testing/render-app.tsx';
import { digestOf } from '../testing/sample-data.ts';
import { Digest } from './digest.tsx';
import { ErrorAlert } from './error-alert.tsx';
import { ProgressBar } from './progress-bar.tsx';

freshPage();

const refuse = () => Promise.reject(new Refusal({ code: 'internal', message: 'No clipboard.' }));

test('copies the whole of a shortened digest and reports success', async () => {
  const { api, calls } = createFakeApi();
  vi.stubGlobal('api', api);
  render(<Digest digest={digestOf(1)} />);
  expect(screen.getByText(digestOf(1).slice(0, 19)).title).toBe(digestOf(1));
  await userEvent.click(screen.getByRole('button', { name: 'Copy digest' }));
  expect(await screen.findByText('Copied')).toBeTruthy();
  expect(calls).toEqual([['clipboard.write', { text: digestOf(1) }]]);
});

test('reports a failed copy', async () => {
  vi.stubGlobal('api', createFakeApi({ 'clipboard.write': refuse }).api);
  render(<Digest digest={digestOf(1)} />);
  await userEvent.click(screen.getByRole('button', { name: 'Copy digest' }));
  expect(await screen.findByText('Could not copy')).toBeTruthy();
});

test('a progress bar exposes its value, clamped to 100, and its state as text', () => {
  render(<ProgressBar label="Layer a" value={1.7} text="Copying 12 of 45 MB" />);
  const bar = screen.getByRole('progressbar', { name: 'Layer a' });
  expect(bar.getAttribute('aria-valuenow')).toBe('100');
  expect(bar.getAttribute('aria-valuetext')).toBe('Copying 12 of 45 MB');
});

test('an error shows its side, a collapsed detail and the actions that this page offers', async () => {
  const run: string[] = [];
  render(
    <ErrorAlert
      error={{
        code: 'access-denied',
        message: 'The role may not write.',
        side: 'destination',
        retryable: false,
        action: 'choose-profile',
        detail: 'AccessDeniedException (request 1)',
      }}
      actions={{ retry: () => run.push('retry'), 'choose-profile': () => run.push('choose-profile') }}
    />,
  );
  expect(screen.getByText('Destination')).toBeTruthy();
  await userEvent.click(screen.getByRole('button', { name: 'Choose another profile' }));
  await userEvent.click(screen.getByRole('button', { name: 'Retry' }));
  expect(run).toEqual(['choose-profile', 'retry']);
  await userEvent.click(screen.getByRole('button', { name: 'Details' }));
  expect(screen.getByText(/AccessDeniedException \(request 1\)/)).toBeTruthy();
});
