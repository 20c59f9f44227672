import type { Locator, Page } from '@playwright/test';
import { choose } from './select.ts';

/** The review page. */
export class Review {
  readonly page: Page;
  readonly replicate: Locator;
  /** Whether the replication can start. */
  readonly status: Locator;
  /** The tags with conflicts, in the table of images. */
  readonly conflicts: Locator;
  readonly table: Locator;
  /** The settings of a repository that will be created. */
  readonly settings: Locator;

  constructor(page: Page) {
    this.page = page;
    this.replicate = page
      .getByRole('button', { name: 'Replicate', exact: true })
      .and(page.locator(':not(nav *)'));
    this.status = page.getByRole('status', { name: 'Review status' });
    this.conflicts = page.locator('li[data-conflict]');
    this.table = page.getByRole('table', { name: 'Images to replicate' });
    this.settings = page.getByRole('table', { name: 'Settings of the new repository' });
  }

  /** The value of one of the plan's numbers, such as `To transfer`. */
  fact(name: string): Locator {
    return this.page.locator('dl[aria-label="Plan totals"] > div', { hasText: name }).locator('dd');
  }

  /** The row of one setting of the new repository. */
  setting(name: string): Locator {
    return this.settings
      .getByRole('row')
      .filter({ has: this.page.getByRole('rowheader', { name, exact: true }) });
  }

  /** Takes a setting of the source over, or leaves it. */
  async toggleSetting(name: string): Promise<void> {
    await this.setting(name).getByRole('checkbox').click();
  }

  /** How the new repository is encrypted, as the field offers it. */
  async chooseEncryption(name: string): Promise<void> {
    await choose(this.settings, 'Encryption of the new repository', name);
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
