import type { Locator, Page } from '@playwright/test';
import type { TestProfile } from '../aws-home.ts';
import { choose, chooseProfile } from './select.ts';

type SideTitle = 'Source' | 'Destination';

/** The page where both sides are chosen and images are picked. */
export class Workspace {
  readonly page: Page;
  readonly repositories: Locator;
  readonly images: Locator;
  readonly review: Locator;

  constructor(page: Page) {
    this.page = page;
    this.repositories = page.getByRole('table', { name: 'Repositories' });
    this.images = page.getByRole('table', { name: 'Images' });
    this.review = page.getByRole('button', { name: 'Review', exact: true });
  }

  side(title: SideTitle): Locator {
    return this.page.getByRole('group', { name: title, exact: true });
  }

  async chooseProfile(title: SideTitle, profile: TestProfile): Promise<void> {
    await chooseProfile(this.side(title), `${title} profile`, profile.name);
  }

  async chooseRegion(title: SideTitle, region: string): Promise<void> {
    await choose(this.side(title), `${title} region`, region);
  }

  async openRepository(name: string): Promise<void> {
    await this.repositories.getByRole('link', { name, exact: true }).click();
  }

  /** Picks one tag of an image, or the whole row of an untagged one. */
  async pickTag(tag: string): Promise<void> {
    await this.images.getByRole('button', { name: `Tag ${tag}`, exact: true }).click();
  }

  async filterImages(text: string): Promise<void> {
    await this.page.getByRole('searchbox', { name: 'Filter images' }).fill(text);
  }

  async filterRepositories(text: string): Promise<void> {
    await this.page.getByRole('searchbox', { name: 'Filter repositories' }).fill(text);
  }

  /** An existing repository, or a new name, which is offered for creation. */
  async chooseDestination(name: string, { create = false } = {}): Promise<void> {
    const option = create ? `Create ${name}` : name;
    await choose(this.side('Destination'), 'Destination repository', option);
  }
}
