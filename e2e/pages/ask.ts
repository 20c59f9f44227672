import type { Page } from '@playwright/test';

/** Asks the main process as the page itself does, by what the preload script gave it; its answer is a result. */
export const ask = (page: Page, name: string, input?: unknown): Promise<unknown> =>
  page.evaluate(([asked, given]) => Reflect.get(window, 'api').invoke(asked, given), [name, input] as const);
