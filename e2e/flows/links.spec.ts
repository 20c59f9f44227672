import { seedImage } from '../../electron/testing/seed-image.ts';
import { build, production } from '../accounts/test-accounts.ts';
import { startAgain } from '../app/launch.ts';
import { expect, test } from '../fixtures/fixtures.ts';
import { ask } from '../pages/ask.ts';

const host = `111111111111.dkr.ecr.${build.region}.amazonaws.com`;
const link = (uri: string): string => `ecr-image-replicator://open?uri=${uri}`;

test.describe('with a link', () => {
  test.use({
    profiles: [[{ ...build, settings: { aws_account_id: '111111111111' } }, production], { scope: 'test' }],
    appArguments: [link(encodeURIComponent(`${host}/team/api:v1`))],
  });

  test('starts with the repository of the link, opens others in the open window, and copies nothing', async ({
    ecr,
    home,
    openApp,
  }) => {
    const registry = ecr.registry('111111111111', build.region);
    registry.createRepository('team/web');
    const repository = registry.createRepository('team/api');
    for (const tag of ['v1', 'v2']) await seedImage(repository, [[tag, 1_000]], [tag]);

    const app = await openApp();
    const page = await app.firstWindow();
    const again = (given: string): Promise<void> =>
      startAgain({ home: home.path, userData: home.userData, args: [given] });
    await expect(page.getByRole('heading', { name: 'team/api' })).toBeVisible();
    await expect(page.getByRole('button', { name: /^Source profile\s*build/ })).toBeVisible();
    await expect(page.getByRole('button', { name: 'Tag v1', exact: true })).toBeVisible();
    await expect(page.getByRole('button', { name: 'Tag v2', exact: true })).toHaveCount(0);

    await again(link(`${host}/team/web`));
    await expect(page.getByRole('heading', { name: 'team/web' })).toBeVisible();

    // As macOS gives it to the app.
    const openUrl = (given: string): Promise<boolean> =>
      app.evaluate(({ app: main }, url) => main.emit('open-url', { preventDefault() {} }, url), given);
    expect(await openUrl(link(host))).toBe(true);
    await expect(page.getByRole('heading', { name: 'Repositories' })).toBeVisible();
    await openUrl(link(`${host}/team/web`));
    await expect(page.getByRole('heading', { name: 'team/web' })).toBeVisible();

    await again(`ecr-image-replicator://replicate?uri=${host}/team/api`);
    await expect(
      page.getByText(/^The link was not opened, because it is not a link that opens a URI/),
    ).toBeVisible();
    await again(link('registry.example.com/team/api:v1'));
    await expect(page.getByText(/^This is neither the URI of an ECR image/)).toBeVisible();
    await again(link('999999999999.dkr.ecr.eu-west-1.amazonaws.com/team/api'));
    await expect(page.getByText('No profile is known for account 9999-9999-9999.')).toBeVisible();
    await expect(page.getByRole('heading', { name: 'team/web' })).toBeVisible();

    expect(await ask(page, 'transfers.list')).toEqual([]);
  });
});
