import { describe, expect } from 'vitest';
import { maxConcurrentCalls } from '../local-ecr/calls/call-log.ts';
import { seedImage } from '../testing/seed-image.ts';
import { parseLines } from '../testing/cli/run-command.ts';
import { runInProcess } from '../testing/cli/run-in-process.ts';
import { command, destinationHost, test } from '../testing/cli/replicate-test.ts';

describe('plan', () => {
  test('makes several plans at once after the first, and prints them in the order of their sources', async ({
    registries,
    names,
  }) => {
    const sources = ['a', 'b', 'c', 'd'].map((name) => `${names.from}/${name}`);
    for (const [index, name] of sources.entries())
      await seedImage(registries.source.createRepository(name), [[name, 1_000]], [`v${index}`]);
    registries.destination.createRepository(names.to);
    const { calls, network } = registries.ecr;
    network.shape = { latencyMs: 300 };
    calls.clear();
    const { code, stdout } = await runInProcess(command('plan', sources, names.to, '--json'));
    network.shape = {};
    expect(code).toBe(0);
    expect(parseLines(stdout)).toMatchObject(
      sources.map((repositoryName) => ({ request: { source: { repositoryName } } })),
    );
    const reads = calls.of('BatchGetImage').filter(({ accountId }) => accountId === '111111111111');
    const firstReads = sources.slice(1).flatMap((name) => {
      const [read] = reads.filter(({ repositoryName }) => repositoryName === name);
      return read ? [read] : [];
    });
    expect(maxConcurrentCalls(firstReads)).toBeGreaterThan(1);
  });

  test('says what would be done, as a table and as JSON, and writes nothing', async ({
    registries,
    names,
    writes,
  }) => {
    const { from, to } = names;
    const { digest } = await seedImage(registries.source.createRepository(from), [['a', 5_000]], ['1.0']);

    const table = await runInProcess(command('plan', [`${from}:1.0`], to, '--create-repository'));
    expect(table).toMatchObject({ code: 0, stderr: '' });
    expect(table.stdout).toContain(`${destinationHost}/${to}  (production, account 222222222222, us-east-1)`);
    expect(table.stdout).toContain('will be created');
    expect(table.stdout).toMatch(
      new RegExp(`^${digest.slice(0, 19)} +image +1\\.0 +to copy +1\\.0 \\(new\\)$`, 'm'),
    );
    expect(table.stdout).toMatch(/2 layers, 5\.\d kB: 2 to transfer, 5\.\d kB/);
    // The command line measures no speed, so it states no time that depends on one.
    expect(table.stdout).not.toMatch(/^About|Mbit/m);

    const json = await runInProcess(
      command(
        'plan',
        [`${from}:1.0`],
        to,
        '--create-repository',
        '--json',
        '--no-referrers',
        '--no-verify',
        '--leave-out-missing',
      ),
    );
    expect(json).toMatchObject({ code: 0, stderr: '' });
    expect(parseLines(json.stdout)).toMatchObject([
      {
        version: 1,
        images: [{ digest, tags: [{ kind: 'create', tag: '1.0' }] }],
        request: { options: { referrers: false, verify: false, missingManifests: 'leave-out' } },
        destination: { repository: { kind: 'create' } },
        blockers: [],
        preflight: expect.arrayContaining([
          { side: 'source', step: 'account', outcome: { kind: 'passed' } },
          {
            side: 'destination',
            step: 'create-repository',
            permission: 'ecr:CreateRepository',
            outcome: { kind: 'untestable' },
          },
        ]),
      },
    ]);
    expect(writes()).toEqual([]);
  });

  test('fails when the profiles may not do it, names all that is denied, and leaves nothing to see', async ({
    registries,
    names,
  }) => {
    const { from, to } = names;
    await seedImage(registries.source.createRepository(from), [['a', 5_000]], ['1.0']);
    const destination = registries.destination.createRepository(to);
    const allowed = await runInProcess(command('plan', [`${from}:1.0`], to));
    expect(allowed).toMatchObject({ code: 0, stderr: '' });

    registries.ecr.faults.deny({ action: 'ecr:UploadLayerPart' });
    registries.ecr.faults.deny({ action: 'ecr:GetDownloadUrlForLayer' });
    const denied = await runInProcess(command('plan', [`${from}:1.0`], to));
    expect(denied.code).toBe(1);
    expect(denied.stdout).toMatch(/^blocker: .*build is not allowed ecr:GetDownloadUrlForLayer/m);
    expect(denied.stdout).toMatch(/^blocker: .*production is not allowed ecr:UploadLayerPart/m);
    expect(destination.images.size + destination.layers.size + destination.tags.size).toBe(0);
    expect(registries.ecr.calls.of('PutImage', 'CreateRepository')).toEqual([]);
  });

  test('fails when there is a blocker, and names the option that helps', async ({ registries, names }) => {
    const { from, to } = names;
    await seedImage(registries.source.createRepository(from), [['a', 5_000]], ['1.0']);
    const { code, stdout } = await runInProcess(command('plan', [`${from}:1.0`], to));
    expect(code).toBe(1);
    expect(stdout).toContain('blocker: There is no repository');
    expect(stdout).toContain('--create-repository');
    const json = await runInProcess(command('plan', [`${from}:1.0`], to, '--json'));
    expect(json.code).toBe(1);
    expect(parseLines(json.stdout)).toMatchObject([{ blockers: [{ code: 'repository-not-found' }] }]);
  });
});

test('says what is missing for mounting layers within one registry', async ({ registries, names }) => {
  const { from, to } = names;
  await seedImage(registries.source.createRepository(from), [['a', 5_000]], ['1.0']);
  const Principal = { AWS: 'arn:aws:iam::222222222222:user/production' };
  registries.source.createRepository(to).settings.policyText = JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal, Action: ['ecr:*'] }],
  });
  const within = ['--destination-registry', '111111111111', '--destination-region', 'eu-west-1'];
  const { code, stdout } = await runInProcess(command('plan', [`${from}:1.0`], to, ...within));
  expect(code).toBe(0);
  expect(stdout).toMatch(
    /^warning: Layers are uploaded\. Mounting them is faster, but is not allowed\. .*production is not allowed ecr:GetDownloadUrlForLayer/m,
  );
});

describe('a pull-through cache', () => {
  test('is planned from what it has, and a tag that it does not have is not imported', async ({
    registries,
    names,
  }) => {
    const { to } = names;
    const from = 'cache/app';
    const rule = { upstreamRegistryUrl: 'registry-1.docker.io', imports: [] };
    registries.source.pullThroughCacheRules.set('cache', rule);
    await seedImage(registries.source.createRepository(from), [['a', 500]], ['1.0']);
    registries.destination.createRepository(to);

    expect(await runInProcess(command('plan', [`${from}:1.0`], to))).toMatchObject({ code: 0, stderr: '' });
    expect((await runInProcess(command('plan', [`${from}:1.0`, `${from}:2.0`], to))).code).toBe(1);
    expect(rule.imports).toEqual([]);
  });
});
