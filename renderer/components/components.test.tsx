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

test('a short digest copies whole, and says so', async () => {
  const { api, calls } = createFakeApi();
  vi.stubGlobal('api', api);
  render(<Digest digest={digestOf(1)} />);
  expect(screen.getByText(digestOf(1).slice(0, 19)).title).toBe(digestOf(1));
  await userEvent.click(screen.getByRole('button', { name: 'Copy digest' }));
  expect(await screen.findByText('Copied')).toBeTruthy();
  expect(calls).toEqual([['clipboard.write', { text: digestOf(1) }]]);
});

test('a copy that did not work says so', async () => {
  vi.stubGlobal('api', createFakeApi({ 'clipboard.write': refuse }).api);
  render(<Digest digest={digestOf(1)} />);
  await userEvent.click(screen.getByRole('button', { name: 'Copy digest' }));
  expect(await screen.findByText('Could not copy')).toBeTruthy();
});

test('a bar tells its value and its state in words, within its bounds', () => {
  render(<ProgressBar label="Layer a" value={1.7} text="Copying 12 of 45 MB" />);
  const bar = screen.getByRole('progressbar', { name: 'Layer a' });
  expect(bar.getAttribute('aria-valuenow')).toBe('100');
  expect(bar.getAttribute('aria-valuetext')).toBe('Copying 12 of 45 MB');
});

test('an error names its side, folds what AWS said, and has the buttons that may mend it here', async () => {
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
