import type { Locator, Page } from '@playwright/test';

/** The summary before anything is written. */
export class Review {
  readonly page: Page;
  readonly replicate: Locator;
  readonly table: Locator;

  constructor(page: Page) {
    this.page = page;
    this.replicate = page
      .getByRole('button', { name: 'Replicate', exact: true })
      .and(page.locator(':not(nav *)'));
    this.table = page.getByRole('table', { name: 'Images to replicate' });
  }

  /** The value of one of the plan's numbers, such as `To move`. */
  fact(name: string): Locator {
    return this.page.locator('dl[aria-label="Plan in numbers"] > div', { hasText: name }).locator('dd');
  }

  tagsOf(image: string): Locator {
    return this.table.getByRole('list', { name: `Destination tags of ${image}` }).getByRole('listitem');
  }

  async addTag(image: string, tag: string): Promise<void> {
    const field = this.table.getByRole('textbox', { name: `Add tag to ${image}` });
    await field.fill(tag);
    await field.press('Enter');
  }

  async removeTag(tag: string): Promise<void> {
    await this.table.getByRole('button', { name: `Remove tag ${tag}`, exact: true }).click();
  }
}
