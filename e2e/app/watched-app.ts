import type { ElectronApplication, Page } from '@playwright/test';

const watched = new WeakSet<Page>();

/** Notes what goes wrong on a page: exceptions nobody caught, and errors on its console, refusals of its CSP among them. */
export function watchPage(page: Page, errors: string[]): void {
  if (watched.has(page)) return;
  watched.add(page);
  page.on('pageerror', (error) => errors.push(error.stack ?? error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') errors.push(message.text());
  });
  page.on('crash', () => errors.push('The page crashed.'));
}

/** What a main process says only when it is broken, whatever the test expects. */
const broken = /not provided by the stand-in|UnhandledPromiseRejection|Unhandled rejection|Uncaught/;

/** Notes what should never be said by a main process. @returns what it has said so far. */
export function watchProcess(app: ElectronApplication, errors: string[]): () => string {
  const child = app.process();
  const said: string[] = [];
  for (const stream of [child.stdout, child.stderr])
    stream?.setEncoding('utf8').on('data', (text: string) => {
      said.push(text);
      if (broken.test(text)) errors.push(text);
    });
  return () => said.join('');
}
