import type { ElectronApplication } from '@playwright/test';
import { expect } from '@playwright/test';
import { z } from 'zod';

/** The user's own browser: the test, which opens the addresses that the app sends. */
export class SystemBrowser {
  readonly #app: ElectronApplication;

  constructor(app: ElectronApplication) {
    this.#app = app;
  }

  /** Records each address instead of opening it. */
  async takeOver(): Promise<void> {
    await this.#app.evaluate(({ shell }) => {
      const opened: string[] = [];
      Object.assign(globalThis, { opened });
      shell.openExternal = (url) => Promise.resolve(void opened.push(url));
    });
  }

  /** Every address that was opened, in order. */
  async opened(): Promise<readonly string[]> {
    return z
      .array(z.string())
      .parse(await this.#app.evaluate((): unknown => Reflect.get(globalThis, 'opened')));
  }

  /** Waits for the only opened page, and follows its links as a user does. @returns its last text. */
  async followOnlyPage(): Promise<string> {
    await expect.poll(() => this.opened()).toHaveLength(1);
    const [url = ''] = await this.opened();
    return (await fetch(url)).text();
  }
}
