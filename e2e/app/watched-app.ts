import type { ElectronApplication, Page } from '@playwright/test';

const watched = new WeakSet<Page>();

/** Records errors of a page: unhandled exceptions and console errors, including violations of its CSP. */
export function watchPage(page: Page, errors: string[]): void {
  if (watched.has(page)) return;
  watched.add(page);
  page.on('pageerror', (error) => errors.push(error.stack ?? error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') errors.push(message.text());
  });
  page.on('crash', () => errors.push('The page crashed.'));
}

/** Output of a main process that always means a defect. */
const broken = /not provided by the stand-in|UnhandledPromiseRejection|Unhandled rejection|Uncaught/;

/** Records such output of a main process. @returns the output so far. */
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
