import { seedImage } from '../../electron/testing/seed-image.ts';
import { expect, test } from '../fixtures/fixtures.ts';
import { startReplication } from '../pages/replication.ts';
import { build, production } from '../accounts/test-accounts.ts';

const MB = 1_000_000;
const choice = { from: 'team/api', tags: ['v1'], to: 'team/api' } as const;

test.beforeEach(async ({ ecr }) => {
  const source = ecr.registry('111111111111', build.region).createRepository('team/api');
  await seedImage(
    source,
    [
      ['large', 30 * MB],
      ['small', 2 * MB],
    ],
    ['v1'],
  );
  ecr.registry('222222222222', production.region).createRepository('team/api');
});

/** The copy takes half a minute, unless the test ends it or lifts the limit. */
const slow = { latencyMs: 10, up: { bytesPerSecondPerConnection: MB } };

test.describe('closing the window while copying', () => {
  test('asks; choosing to continue keeps the window, and the copy completes', async ({ ecr, app, page }) => {
    ecr.network.shape = slow;
    const transfers = await startReplication(page, choice);
    const asked = await app.evaluate(
      ({ BrowserWindow, dialog }) =>
        new Promise<string>((resolve) => {
          dialog.showMessageBox = (...given: unknown[]) => {
            resolve(JSON.stringify(given.at(-1)));
            return Promise.resolve({ response: 0, checkboxChecked: false });
          };
          BrowserWindow.getAllWindows()[0]?.close();
        }),
    );
    expect(asked).toContain('Keep copying');
    ecr.network.shape = {};
    await expect(transfers.latest.getByText('Replicated')).toBeVisible();
  });

  test('cancels on quit, without a tag', async ({ ecr, app, page }) => {
    const destination = ecr.registry('222222222222', production.region).repository('team/api');
    ecr.network.shape = slow;
    const transfers = await startReplication(page, choice);
    await expect(transfers.layers.getByText(/^Copying [1-9]/).first()).toBeVisible();
    const ended = new Promise((resolve) => app.process().once('exit', resolve));
    await app.evaluate(({ BrowserWindow, dialog }) => {
      dialog.showMessageBox = () => Promise.resolve({ response: 1, checkboxChecked: false });
      BrowserWindow.getAllWindows()[0]?.close();
    });
    await ended;
    expect([...destination.tags]).toEqual([]);
    expect(destination.images.size).toBe(0);
  });
});
