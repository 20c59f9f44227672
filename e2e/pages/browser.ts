import type { ElectronApplication } from '@playwright/test';
import { expect } from '@playwright/test';
import { z } from 'zod';

/** The person's own browser: the test, which goes where the app sends them. */
export class SystemBrowser {
  readonly #app: ElectronApplication;

  constructor(app: ElectronApplication) {
    this.#app = app;
  }

  /** From now on nothing is opened, and each address noted. */
  async takeOver(): Promise<void> {
    await this.#app.evaluate(({ shell }) => {
      const opened: string[] = [];
      Object.assign(globalThis, { opened });
      shell.openExternal = (url) => Promise.resolve(void opened.push(url));
    });
  }

  /** Every address that was opened, in the order of opening. */
  async opened(): Promise<readonly string[]> {
    return z
      .array(z.string())
      .parse(await this.#app.evaluate((): unknown => Reflect.get(globalThis, 'opened')));
  }

  /** Waits for the one page that is to be opened, and goes through it as the person would; answers its last text. */
  async followOnlyPage(): Promise<string> {
    await expect.poll(() => this.opened()).toHaveLength(1);
    const [url = ''] = await this.opened();
    return (await fetch(url)).text();
  }
}
