import type { ElectronApplication, Locator, Page } from '@playwright/test';
import { answerDialogs } from './answer-dialogs.ts';
import { setChecked } from './set-checked.ts';

/** The settings page. */
export class SettingsPage {
  readonly page: Page;
  readonly certificates: Locator;
  readonly connections: Locator;
  /** The section with name and password of the proxy, or the notice that they are stored. */
  readonly password: Locator;

  constructor(page: Page) {
    this.page = page;
    this.certificates = page.getByRole('list', { name: 'Certificate sources' });
    this.connections = page.getByRole('table', { name: 'Connection test' });
    this.password = page.getByRole('main');
  }

  /** The row of one host in the connection test. */
  connection(host: string): Locator {
    return this.connections.getByRole('row').filter({ hasText: host }).first();
  }

  async useProxy(url: string, login: { readonly user: string; readonly password: string }): Promise<void> {
    await setChecked(this.page.getByRole('radio', { name: /^Manual/ }));
    const address = this.page.getByRole('textbox', { name: 'Address' });
    await address.fill(url);
    await address.press('Enter');
    await this.page.getByRole('textbox', { name: 'Proxy user name' }).fill(login.user);
    await this.page.getByLabel('Proxy password').fill(login.password);
    await this.page.getByRole('button', { name: 'Save', exact: true }).click();
  }

  /** Adds a PEM file, which the test chooses instead of the system's dialog. */
  async addCertificates(app: ElectronApplication, path: string): Promise<void> {
    await answerDialogs(app, { open: path });
    await this.page.getByRole('button', { name: 'Add PEM file…' }).click();
  }

  async testConnections(): Promise<void> {
    await this.page.getByRole('button', { name: /^Test (connection|again)/ }).click();
  }

  /** Returns to the page where images are chosen. */
  async leave(): Promise<void> {
    await this.page.getByRole('navigation').getByRole('button', { name: 'Replicate' }).click();
  }
}
