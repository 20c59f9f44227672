import type { ElectronApplication } from '@playwright/test';
import { once } from 'node:events';
import type { LocalEcr } from '../../electron/local-ecr/local-ecr.ts';
import { seedImage } from '../../electron/testing/seed-image.ts';
import { expect, test } from '../fixtures/fixtures.ts';
import { startReplication } from '../pages/replication.ts';
import { build, production } from '../accounts/test-accounts.ts';
import { uploadedBytes } from '../fixtures/uploaded-bytes.ts';

const MB = 1_000_000;
const copy = { from: 'team/api', tags: ['v1'], to: 'team/api' };

test.use({ expectedErrors: [/^The page crashed\.$/] });

/** A dialog of the app. */
interface Question {
  readonly message: string;
  readonly buttons: readonly string[];
}

declare global {
  /** In the main process. */
  var questions: Question[];
  var answerQuestion: (label: string) => void;
}

/** Keeps the dialogs open until the test answers them by a button's label. */
const interceptQuestions = (app: ElectronApplication): Promise<void> =>
  app.evaluate(({ dialog }) => {
    globalThis.questions = [];
    dialog.showMessageBox = (
      first: Electron.BaseWindow | Electron.MessageBoxOptions,
      second?: Electron.MessageBoxOptions,
    ) => {
      const options = 'message' in first ? first : second;
      if (!options) throw new Error('no question');
      const { message, buttons = [], cancelId = 0, signal } = options;
      globalThis.questions.push({ message, buttons });
      return new Promise((resolve) => {
        globalThis.answerQuestion = (label) =>
          resolve({ response: buttons.indexOf(label), checkboxChecked: false });
        signal?.addEventListener('abort', () => resolve({ response: cancelId, checkboxChecked: false }));
      });
    };
  });
const questions = (app: ElectronApplication): Promise<readonly Question[]> =>
  app.evaluate(() => globalThis.questions);
const answer = (app: ElectronApplication, label: string): Promise<void> =>
  app.evaluate((_electron, given) => globalThis.answerQuestion(given), label);

/**
 * The text of the page, read through the main process, because Playwright disconnects from a crashed page. Empty while
 * there is no page.
 */
const shown = (app: ElectronApplication): Promise<string> =>
  app
    .evaluate(async ({ BrowserWindow }) => {
      const contents = BrowserWindow.getAllWindows()[0]?.webContents;
      return String(await contents?.executeJavaScript('document.body.innerText'));
    })
    .catch(() => '');
const crash = (app: ElectronApplication): Promise<void> =>
  app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]?.webContents.forcefullyCrashRenderer(),
  );
const isHungOrNot = (app: ElectronApplication, event: 'unresponsive' | 'responsive'): Promise<unknown> =>
  app.evaluate(
    ({ BrowserWindow }, emitted) => BrowserWindow.getAllWindows()[0]?.webContents.emit(emitted),
    event,
  );

const seed = async (ecr: LocalEcr) => {
  const source = ecr.registry('111111111111', build.region).createRepository('team/api');
  const destination = ecr.registry('222222222222', production.region).createRepository('team/api');
  // The copy takes a minute, unless the test lifts the limit.
  ecr.network.shape = { up: { bytesPerSecondPerConnection: MB } };
  return { ...(await seedImage(source, [['layer', 60 * MB]], ['v1'])), destination };
};

test('asks after a second crash of the window; after Reload the transfer completes', async ({
  ecr,
  app,
  page,
}) => {
  const { digest, destination } = await seed(ecr);
  await interceptQuestions(app);
  await startReplication(page, copy);
  await expect.poll(() => uploadedBytes(ecr)).toBeGreaterThan(MB);

  // After the first crash the page is reloaded without a question.
  await crash(app);
  await expect.poll(() => shown(app)).toContain('team/api');
  expect(await questions(app)).toEqual([]);

  await crash(app);
  await expect
    .poll(() => questions(app))
    .toEqual([{ message: 'The window has crashed twice.', buttons: ['Reload', 'Quit'] }]);
  const before = uploadedBytes(ecr);
  await expect.poll(() => uploadedBytes(ecr)).toBeGreaterThan(before);

  await answer(app, 'Reload');
  await expect.poll(() => shown(app)).toContain('team/api');
  ecr.network.shape = {};
  await expect.poll(() => [...destination.tags]).toEqual([['v1', digest]]);
});

test('asks about the transfer after Quit, and ends', async ({ ecr, app, page }) => {
  await seed(ecr);
  await interceptQuestions(app);
  await startReplication(page, copy);
  await expect.poll(() => uploadedBytes(ecr)).toBeGreaterThan(MB);
  await crash(app);
  await expect.poll(() => shown(app)).toContain('team/api');
  await crash(app);
  await expect.poll(async () => (await questions(app)).length).toBe(1);
  await answer(app, 'Quit');
  await expect.poll(async () => (await questions(app)).at(-1)?.buttons).toContain('Stop and quit');
  const ended = once(app.process(), 'exit');
  await answer(app, 'Stop and quit');
  await ended;
});

test('asks about an unresponsive window, until it responds again', async ({ app, page }) => {
  await expect(page.getByRole('group', { name: 'Source', exact: true })).toBeVisible();
  await interceptQuestions(app);
  await isHungOrNot(app, 'unresponsive');
  const [question] = await questions(app);
  expect(question).toEqual({
    message: 'The window is not responding.',
    buttons: ['Wait', 'Reload', 'Quit'],
  });
  await isHungOrNot(app, 'responsive');
  await isHungOrNot(app, 'unresponsive');
  await expect.poll(async () => (await questions(app)).length).toBe(2);
  await answer(app, 'Wait');
  await expect(page.getByRole('group', { name: 'Source', exact: true })).toBeVisible();
});

test('reloads a page with an endless script on Reload, and the transfer completes', async ({
  ecr,
  app,
  page,
}) => {
  const { digest, destination } = await seed(ecr);
  await interceptQuestions(app);
  await startReplication(page, copy);
  await expect.poll(() => uploadedBytes(ecr)).toBeGreaterThan(MB);
  void page.evaluate('for (;;);').catch(() => undefined);
  await isHungOrNot(app, 'unresponsive');
  await expect.poll(async () => (await questions(app)).length).toBe(1);
  await answer(app, 'Reload');
  await expect.poll(() => shown(app)).toContain('team/api');
  ecr.network.shape = {};
  await expect.poll(() => [...destination.tags]).toEqual([['v1', digest]]);
  expect(await questions(app)).toHaveLength(1);
});
