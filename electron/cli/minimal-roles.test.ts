import { describe, expect } from 'vitest';
import { readIdentityPolicy } from '../local-ecr/accounts/identity-policy.ts';
import { pullOnlyPolicy, pushOnlyPolicy } from '../testing/published-policies.ts';
import { seedImage } from '../testing/seed-image.ts';
import { readReplicateOutput } from '../testing/cli/replicate-output.ts';
import { runInProcess } from '../testing/cli/run-in-process.ts';
import { test as base } from '../testing/registries-test.ts';

let count = 0;
const names = () => ({ from: `source/${count}`, to: `destination/${count}` });

const command = (name: 'plan' | 'replicate', source: string, ...more: string[]): string[] => {
  const sides = ['--source-profile', 'build', '--destination-profile', 'production'];
  return [name, ...sides, '--source', source, '--destination', names().to, ...more];
};

const test = base.extend(
  'seed',
  ({ registries }) =>
    () =>
      seedImage(registries.source.createRepository(names().from), [['layer', 50_000]], ['1.0', 'latest']),
);

test.beforeEach(({ registries }) => {
  count += 1;
  registries.ecr.calls.clear();
  const { faults } = registries.ecr;
  faults.allowOnly('arn:aws:iam::111111111111:user/build', pullOnlyPolicy);
  const destination = `arn:aws:ecr:us-east-1:222222222222:repository/${names().to}`;
  faults.allowOnly('arn:aws:iam::222222222222:user/production', pushOnlyPolicy(destination));
});

describe('a role with AWS’s pull-only policy and a role with AWS’s push policy', () => {
  test('plan: what cannot be read is a warning, and there is no blocker', async ({ registries, seed }) => {
    await seed();
    registries.destination.createRepository(names().to);
    const { code, stdout, stderr } = await runInProcess(command('plan', `${names().from}:1.0`));
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toContain(
      `warning: Whether tags in ${names().to} can be moved is not known. ECR rejects the move of an immutable tag. Profile production is not allowed ecr:DescribeRepositories`,
    );
    for (const name of [names().from, names().to])
      expect(stdout).toMatch(
        new RegExp(
          `^warning: Whether ${name} at the (?:source|destination) is a pull-through cache is not known\\. .*ecr:DescribePullThroughCacheRules`,
          'm',
        ),
      );
    expect(stdout.match(/^warning: /gm)).toHaveLength(3);
    expect(stdout).not.toContain('blocker');
  });

  test('copy and verify an image, named by tag or by digest', async ({ registries, seed }) => {
    const { digest, manifest } = await seed();
    const to = registries.destination.createRepository(names().to);
    const ended = await runInProcess(command('replicate', `${names().from}:1.0`, '--json'));
    expect(ended).toMatchObject({ code: 0 });
    expect(readReplicateOutput(ended.stdout).result.images).toMatchObject([{ status: 'replicated', digest }]);
    expect([...to.tags]).toEqual([['1.0', digest]]);
    expect(to.images.get(digest)?.manifest).toBe(manifest);
    expect(registries.ecr.calls.of('GetAuthorizationToken')).toMatchObject([{ outcome: 'ok' }]);

    const again = await runInProcess(
      command('replicate', `${names().from}@${digest}`, '--tag', 'stable', '--json'),
    );
    expect(again).toMatchObject({ code: 0 });
    expect([...to.tags]).toEqual([
      ['1.0', digest],
      ['stable', digest],
    ]);
  });

  test('the tags of an image that is named by digest cannot be read: it is copied without a tag, with a warning', async ({
    registries,
    seed,
  }) => {
    const { digest } = await seed();
    const to = registries.destination.createRepository(names().to);
    const { code, stderr } = await runInProcess(command('replicate', `${names().from}@${digest}`, '--json'));
    expect(code).toBe(0);
    expect(stderr).toContain(
      `warning: The tags of images in ${names().from} that are named by digest are not known: they are copied without a tag.`,
    );
    expect(stderr).toContain('ecr:DescribeImages');
    expect([[...to.images.keys()], [...to.tags]]).toEqual([[digest], []]);
  });

  test('a destination that does not exist is named by what BatchGetImage says', async ({ seed }) => {
    await seed();
    const { code, stdout } = await runInProcess(command('plan', `${names().from}:1.0`));
    expect(code).not.toBe(0);
    expect(stdout).toContain(
      `blocker: There is no repository ${names().to} in us-east-1 at the destination.`,
    );
  });

  test('a source that does not exist is named by what BatchGetImage says', async ({ registries }) => {
    registries.destination.createRepository(names().to);
    const digest = `sha256:${'0'.repeat(64)}`;
    const { code, stderr } = await runInProcess(command('plan', `${names().from}@${digest}`));
    expect(code).not.toBe(0);
    expect(stderr).toContain(`There is no repository ${names().from} in eu-west-1 at the source.`);
  });

  test('a whole repository cannot be listed: a tag or digest has to be named', async ({
    registries,
    seed,
  }) => {
    await seed();
    registries.destination.createRepository(names().to);
    const { code, stderr } = await runInProcess(command('plan', names().from));
    expect(code).not.toBe(0);
    expect(stderr).toContain('ecr:DescribeImages');
    expect(stderr).toContain(`Name a tag or a digest, as in ${names().from}:TAG`);
  });
});

test('one role reads another account’s registry by the repository policy of AWS’s user guide', async ({
  registries,
  seed,
}) => {
  const { digest } = await seed();
  const { from, to } = names();
  const destination = registries.destination.createRepository(to);
  // "Amazon ECR private repository policy examples": one or more IAM roles pull.
  registries.source.repository(from).settings.policyText = JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      {
        Sid: 'AllowPull',
        Effect: 'Allow',
        Principal: { AWS: 'arn:aws:iam::222222222222:user/production' },
        Action: ['ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'],
      },
    ],
  });
  const Statement = [pullOnlyPolicy, pushOnlyPolicy(destination.arn)].flatMap(
    (text) => readIdentityPolicy(text).Statement,
  );
  const both = JSON.stringify({ Version: '2012-10-17', Statement });
  registries.ecr.faults.allowOnly('arn:aws:iam::222222222222:user/production', both);
  const registry = ['--source-registry', '111111111111', '--source-region', 'eu-west-1'];
  const ended = await runInProcess([
    'replicate',
    '--source-profile',
    'production',
    ...registry,
    '--source',
    `${from}:1.0`,
    '--destination-profile',
    'production',
    '--destination',
    to,
    '--json',
  ]);
  expect(ended).toMatchObject({ code: 0 });
  expect([...destination.tags]).toEqual([['1.0', digest]]);
});
