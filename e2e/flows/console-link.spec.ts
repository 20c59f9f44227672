import { startCompanyNetwork, region } from '../../electron/testing/company-network.ts';
import type { CompanyNetwork } from '../../electron/testing/company-network.ts';
import { seedImage } from '../../electron/testing/seed-image.ts';
import { expect, test as base } from '../fixtures/fixtures.ts';
import { Workspace } from '../pages/workspace.ts';

const test = base.extend<{ readonly login: undefined; readonly company: CompanyNetwork }>({
  /** The proxy requires none. */
  login: [undefined, { option: true }],
  company: async ({ login }, run) => {
    const network = await startCompanyNetwork(login);
    await run(network);
    await network.close();
  },
});

test.use({
  profiles: [[], { scope: 'test' }],
  environment: async ({ company }, run) => {
    await run({
      ...company.environment,
      HTTPS_PROXY: company.proxy.url,
      AWS_CA_BUNDLE: company.authorityFile,
    });
  },
});

test('View in AWS console opens the page of the image, and of its repository, in the browser', async ({
  company,
  app,
  page,
}) => {
  const repository = company.ecr.registry('111111111111', region).createRepository('team/api');
  const { digest } = await seedImage(repository, [['layer', 5000]], ['v1']);
  await app.evaluate(({ shell }) => {
    shell.openExternal = async (url) => void Reflect.set(globalThis, 'openedLink', url);
  });
  const opened = () => app.evaluate((): unknown => Reflect.get(globalThis, 'openedLink'));
  const start = `https://${region}.console.aws.amazon.com/ecr/repositories/private/111111111111/team/api`;

  const workspace = new Workspace(page);
  await workspace.chooseProfile('Source', { name: 'company' });
  const row = workspace.repositories.getByRole('row', { name: /team\/api/ });
  await row.getByRole('link', { name: 'View in AWS console' }).click();
  await expect.poll(opened).toBe(`${start}?region=${region}`);

  await workspace.openRepository('team/api');
  await workspace.images.getByRole('button', { name: 'Details of v1' }).click();
  await page
    .getByRole('dialog')
    .getByRole('link', { name: /^View in AWS console/ })
    .click();
  await expect.poll(opened).toBe(`${start}/_/image/${digest}/details?region=${region}`);
});
