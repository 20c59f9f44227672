import { screen, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import { Refusal } from '../../../testing/fake-api.ts';
import { freshPage, openReview, renderWithSides } from '../../../testing/render-app.tsx';
import { plan } from '../../../testing/sample-data.ts';
import { exportedStack } from '../../../testing/sample-stack.ts';

freshPage();

const openDialog = async (app: ReturnType<typeof renderWithSides>): Promise<HTMLElement> => {
  await openReview(app.user);
  await app.user.click(await screen.findByRole('button', { name: 'Run in AWS…' }));
  return screen.findByRole('dialog', { name: 'Run in AWS' });
};

test('shows the cost estimate before the export, and the three commands after it', async () => {
  let isCanceled = true;
  const app = renderWithSides({ 'awsStack.export': () => (isCanceled ? null : exportedStack) });
  const dialog = await openDialog(app);
  expect(await within(dialog).findByText('List prices, checked on 2026-10-31')).toBeTruthy();
  expect(within(dialog).getByRole('row', { name: 'Total $0.02 to $0.05' })).toBeTruthy();
  expect(app.calls.some(([name]) => name === 'awsStack.export')).toBe(false);

  const button = within(dialog).getByRole('button', { name: 'Choose folder and export…' });
  await app.user.click(button);
  expect(within(dialog).queryByText('Exported')).toBeNull();
  isCanceled = false;
  await app.user.click(button);
  expect(await within(dialog).findByText(exportedStack.folder)).toBeTruthy();
  for (const name of ['Deploy', 'Run', 'Remove'])
    expect(within(dialog).getByRole('region', { name: `${name} command` })).toBeTruthy();
  await app.user.click(within(dialog).getByRole('button', { name: 'Copy run command' }));
  expect(app.calls).toContainEqual(['clipboard.write', { text: exportedStack.commands.run }]);
  expect(app.calls).toContainEqual(['awsStack.export', { planId: plan.id }]);
});

test('shows why a plan cannot run in AWS', async () => {
  const app = renderWithSides({
    'awsStack.estimate': () => {
      throw new Refusal({
        code: 'invalid-input',
        message: 'us-east-1 and cn-north-1 are in different partitions of AWS.',
      });
    },
  });
  const dialog = await openDialog(app);
  expect(
    await within(dialog).findByText('us-east-1 and cn-north-1 are in different partitions of AWS.'),
  ).toBeTruthy();
  expect(within(dialog).getByRole('button', { name: 'Choose folder and export…' })).toHaveProperty(
    'disabled',
    true,
  );
});
