import type { Locator, Page } from '@playwright/test';
import type { TestProfile } from '../accounts/aws-home.ts';
import { choose, chooseProfile } from './select.ts';

type SideTitle = 'Source' | 'Destination';

/** The page where both sides are chosen and images are selected. */
export class Workspace {
  readonly page: Page;
  readonly repositories: Locator;
  readonly images: Locator;
  readonly review: Locator;
  /** What the plan of the selection does, or why it must be reviewed. */
  readonly selectionPlan: Locator;

  constructor(page: Page) {
    this.page = page;
    this.repositories = page.getByRole('table', { name: 'Repositories' });
    this.selectionPlan = page
      .getByRole('region', { name: 'Next step' })
      .getByText(/^(Creates|Review|Already|[\d.]+ \w+ to transfer)/)
      .and(page.locator('span[aria-live]'));
    this.images = page.getByRole('treegrid', { name: 'Images' });
    this.review = page.getByRole('button', { name: 'Review', exact: true });
  }

  side(title: SideTitle): Locator {
    return this.page.getByRole('group', { name: title, exact: true });
  }

  /** Shows the fields of both sides, which become one line once they are complete. */
  async openRoute(): Promise<void> {
    const change = this.page.getByRole('button', { name: 'Change source and destination' });
    await this.side('Source').waitFor();
    if (await change.isVisible()) await change.click();
  }

  /** The button with the side's profile. */
  profileField(title: SideTitle): Locator {
    return this.side(title).getByRole('button', { name: `${title} profile` });
  }

  /** Opens the list of a side's profiles. @returns its rows. */
  async openProfiles(title: SideTitle): Promise<Locator> {
    await this.openRoute();
    await this.profileField(title).click();
    return this.side(title)
      .getByRole('dialog', { name: `${title} profile` })
      .getByRole('row');
  }

  async chooseProfile(title: SideTitle, profile: Pick<TestProfile, 'name'>): Promise<void> {
    await this.openRoute();
    await chooseProfile(this.side(title), `${title} profile`, profile.name);
  }

  async chooseRegion(title: SideTitle, region: string): Promise<void> {
    await this.openRoute();
    await choose(this.side(title), `${title} region`, region);
  }

  async openRepository(name: string): Promise<void> {
    await this.repositories.getByRole('link', { name, exact: true }).click();
  }

  /** Sets the account whose registry is the source. */
  async enterSourceRegistry(accountId: string): Promise<void> {
    await this.openRoute();
    const field = this.side('Source').getByRole('textbox', { name: 'Registry account' });
    await field.fill(accountId);
    await field.press('Enter');
  }

  /** Opens a source repository whose registry cannot be listed. */
  async openRepositoryByName(name: string): Promise<void> {
    const form = this.page.getByRole('form', { name: 'Open a repository by name' });
    await form.getByRole('textbox', { name: 'Repository name or URI' }).fill(name);
    await form.getByRole('button', { name: 'Open' }).click();
  }

  /** Selects an image by its tag or digest, in a repository that cannot be listed. */
  async selectImageByName(reference: string): Promise<void> {
    const form = this.page.getByRole('form', { name: 'Select images by name' });
    await form.getByRole('textbox', { name: 'Tag or digest' }).fill(reference);
    await form.getByRole('button', { name: 'Select' }).click();
    await form.getByRole('button', { name: `Remove ${reference}` }).waitFor();
  }

  /** Selects one tag of an image, or the whole row of an untagged one. */
  async pickTag(tag: string): Promise<void> {
    await this.images.getByRole('button', { name: `Tag ${tag}`, exact: true }).click();
  }

  /** Lists the tagged images, the untagged ones, or all. */
  async showImages(view: 'Tagged' | 'Untagged' | 'All'): Promise<void> {
    await this.page.getByRole('button', { name: new RegExp(`^${view}\\b`) }).click();
  }

  async filterImages(text: string): Promise<void> {
    await this.page.getByRole('combobox', { name: 'Filter images' }).fill(text);
  }

  async filterRepositories(text: string): Promise<void> {
    await this.page.getByRole('searchbox', { name: 'Filter repositories' }).fill(text);
  }

  /** An existing repository, or a new name, which the list offers to create. */
  async chooseDestination(name: string, { create = false } = {}): Promise<void> {
    await this.openRoute();
    const option = create ? `Create ${name}` : name;
    await choose(this.side('Destination'), 'Destination repository', option);
  }
}
