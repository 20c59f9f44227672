import type { Locator, Page } from '@playwright/test';

/** The panel of the current sign-in, or of the one that has just ended. */
export class SignInPanel {
  readonly page: Page;
  readonly all: Locator;

  constructor(page: Page) {
    this.page = page;
    this.all = page.getByRole('region', { name: /[Ss]ign(ed)?.in to / });
  }

  heading(text: string): Locator {
    return this.page.getByRole('region', { name: text });
  }

  button(name: string): Locator {
    return this.all.getByRole('button', { name });
  }
}
