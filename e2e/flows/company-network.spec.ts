import { seedImage } from '../../electron/testing/seed-image.ts';
import type { CompanyNetwork } from '../../electron/testing/company-network.ts';
import { hosts, region, startCompanyNetwork } from '../../electron/testing/company-network.ts';
import { expect, test as base } from '../fixtures/fixtures.ts';
import { SettingsPage } from '../pages/settings-page.ts';
import { Workspace } from '../pages/workspace.ts';
import { Review } from '../pages/review.ts';
import { Transfers } from '../pages/transfers.ts';

const login = { user: 'ana', password: 'open sesame' };
const company = { name: 'company' };

interface Company {
  /** The login that the proxy requires. */
  readonly proxyLogin: typeof login;
  readonly company: CompanyNetwork;
}

const test = base.extend<Company>({
  proxyLogin: [login, { option: true }],
  company: async ({ proxyLogin }, run) => {
    const network = await startCompanyNetwork(proxyLogin);
    await run(network);
    await network.close();
  },
});

test.use({
  profiles: [[], { scope: 'test' }],
  environment: async ({ company: network }, run) => {
    await run({ ...network.environment, HTTPS_PROXY: network.proxy.url });
  },
});

test('sets a proxy with a password and a private authority on the settings page, and reaches AWS', async ({
  company: network,
  app,
  page,
}) => {
  const { ecr, proxy, authorityFile } = network;
  const source = ecr.registry('111111111111', region).createRepository('team/api');
  await seedImage(source, [['layer', 5000]], ['v1']);
  const destination = ecr.registry('111111111111', region).createRepository('team/copy');
  const workspace = new Workspace(page);
  await workspace.chooseProfile('Source', company);
  const alert = page.getByRole('alert').filter({ hasText: /proxy/i });
  await alert.getByRole('button', { name: 'Network settings' }).first().click();

  const settings = new SettingsPage(page);
  await settings.useProxy(proxy.url, login);
  await expect(settings.password.getByText(/^Stored/)).toBeVisible();
  await settings.testConnections();
  await expect(settings.connection(hosts.ecr)).toContainText(/certificate/i);
  await expect(settings.connection(hosts.ecr)).toContainText(`Proxy ${new URL(proxy.url).host}`);

  await settings.addCertificates(app, authorityFile);
  await expect(settings.certificates.getByText('Custom file: 1 certificate')).toBeVisible();
  await settings.testConnections();
  for (const host of [hosts.ecr, hosts.sts, hosts.layers])
    await expect(settings.connection(host)).toContainText(/Answered in \d+ ms/);
  await expect(page.locator('body')).not.toContainText(login.password);

  await settings.leave();
  await workspace.openRepository('team/api');
  await workspace.pickTag('v1');
  await workspace.chooseProfile('Destination', company);
  await workspace.chooseDestination('team/copy');
  await workspace.review.click();
  await new Review(page).replicate.click();
  await expect(new Transfers(page).latest.getByText('Replicated')).toBeVisible();
  expect([...destination.tags.keys()]).toEqual(['v1']);
  expect(network.takeRequestedHosts()).toEqual(
    expect.arrayContaining([`${hosts.layers}:443`, `${hosts.ecr}:443`]),
  );
});
