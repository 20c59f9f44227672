import type { Locator, Page } from '@playwright/test';

/** The Transfers page, with running and finished transfers. */
export class Transfers {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  /** The latest transfer. */
  get latest(): Locator {
    return this.page.getByRole('region', { name: /^Transfer of / }).first();
  }

  get overall(): Locator {
    return this.latest.getByRole('progressbar', { name: /^Transfer of / });
  }

  get images(): Locator {
    return this.latest.getByRole('list', { name: 'Images' });
  }

  get layers(): Locator {
    return this.latest.getByRole('list', { name: 'Layers' }).getByRole('listitem');
  }

  /** Bars of single layers and configs. */
  get layerBars(): Locator {
    return this.latest.getByRole('progressbar', { name: /^(Layer|Config) sha256:/ });
  }

  /** Saves the latest transfer's report; the test has to answer the dialog. */
  async saveReport(): Promise<void> {
    await this.latest.getByRole('button', { name: 'Save report' }).click();
  }

  async cancel(): Promise<void> {
    await this.latest.getByRole('button', { name: 'Cancel', exact: true }).click();
  }
}
