import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect } from 'vitest';
import { findControl } from '../../shared/testing/find-control.ts';
import { setArchived } from '../local-ecr/registry/archive-image.ts';
import { maxConcurrentCalls } from '../local-ecr/calls/call-log.ts';
import { seedImage, seedIndex } from '../testing/seed-image.ts';
import { readReplicateOutput } from '../testing/cli/replicate-output.ts';
import { parseLines, runCommand, startCommand } from '../testing/cli/run-command.ts';
import { runInProcess } from '../testing/cli/run-in-process.ts';
import { test as base } from '../testing/registries-test.ts';

const MiB = 1024 * 1024;
let count = 0;

const names = () => ({ from: `source/${count}`, to: `destination/${count}` });

const command = (name: 'plan' | 'replicate', sources: readonly string[], to: string, ...more: string[]) => [
  name,
  '--source-profile',
  'build',
  ...sources.flatMap((source) => ['--source', source]),
  '--destination-profile',
  'production',
  '--destination',
  to,
  ...more,
];

const destinationHost = '222222222222.dkr.ecr.us-east-1.amazonaws.com';
const sourceHost = '111111111111.dkr.ecr.eu-west-1.amazonaws.com';

const test = base.extend(
  'writes',
  ({ registries }) =>
    (): readonly string[] =>
      registries.ecr.calls.all
        .map(({ operation }) => operation)
        .filter((operation) => /^(Put|Create|Initiate|Upload|Complete)/.test(operation)),
);

test.beforeEach(({ registries }) => {
  count += 1;
  registries.ecr.calls.clear();
});
test.afterEach(({ registries }) => {
  registries.ecr.network.shape = {};
});

describe('a copy between accounts', () => {
  test('has the same digest, byte for byte, and JSON lines that add up', async ({ registries }) => {
    const { from, to } = names();
    const source = registries.source.createRepository(from);
    const seeded = await seedImage(
      source,
      [
        ['big', 6 * MiB],
        ['small', MiB],
      ],
      ['1.0'],
    );

    const ended = await runCommand(
      command('replicate', [`${from}:1.0`], to, '--create-repository', '--json', '--concurrency', '1'),
    );

    expect(ended).toMatchObject({ code: 0, stderr: '' });
    const { result, layers, lines } = readReplicateOutput(ended.stdout);
    expect(result.images).toEqual([
      {
        source: `${sourceHost}/${from}:1.0`,
        destination: `${destinationHost}/${to}:1.0`,
        digest: seeded.digest,
        tags: ['1.0'],
        status: 'replicated',
      },
    ]);
    const destination = registries.destination.repository(to);
    expect([...destination.tags]).toEqual([['1.0', seeded.digest]]);
    expect(destination.images.get(seeded.digest)?.manifest).toBe(seeded.manifest);

    expect(layers.map(({ digest }) => digest).toSorted()).toEqual(
      [...seeded.layerDigests, seeded.configDigest].toSorted(),
    );
    expect(layers.every(({ state, transferred, size }) => state === 'done' && transferred === size)).toBe(
      true,
    );
    const moved = layers.reduce((sum, { transferred }) => sum + transferred, 0);
    expect(result.bytes).toEqual({ total: moved, transferred: moved, skipped: 0 });
    expect(lines.filter(({ type }) => type === 'result')).toHaveLength(1);
    expect(lines.some((line) => line.type === 'image' && line.state === 'done')).toBe(true);
    expect(maxConcurrentCalls(registries.ecr.calls.of('CompleteLayerUpload'))).toBe(1);
  });

  test('prints plain lines without a terminal', async ({ registries }) => {
    const { from, to } = names();
    const { digest, layerDigests } = await seedImage(
      registries.source.createRepository(from),
      [['a', 5_000]],
      ['1.0'],
    );
    registries.destination.createRepository(to);

    const { code, stdout, stderr } = await runCommand(
      command('replicate', [`${from}:1.0`], to, '--tag', 'stable', '--tag', '1'),
      { FORCE_COLOR: '1' },
    );

    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toContain(`layer ${layerDigests[0]?.slice(0, 19)}  copied  5.0 kB\n`);
    expect(stdout).toContain(
      `replicated ${sourceHost}/${from}:1.0 -> ${destinationHost}/${to}:stable ${digest}\n`,
    );
    expect(stdout).toMatch(
      /1 image replicated, 0 already there, 0 failed, 5\.\d kB moved, 0 B there already, \d+ s\n$/,
    );
    for (const control of ['\r', '\u001B']) expect(stdout).not.toContain(control);
    expect([...registries.destination.repository(to).tags.keys()].toSorted()).toEqual(['1', 'stable']);
  });

  test('that was made before moves no byte and writes nothing', async ({ registries, writes }) => {
    const { from, to } = names();
    const { digest } = await seedImage(registries.source.createRepository(from), [['a', 5_000]], ['1.0']);
    registries.destination.createRepository(to);
    const args = command('replicate', [`${from}:1.0`], to, '--json');
    expect((await runCommand(args)).code).toBe(0);
    registries.ecr.calls.clear();

    const { code, stdout } = await runCommand(args);

    expect(code).toBe(0);
    const { result } = readReplicateOutput(stdout);
    expect(result.images).toMatchObject([{ digest, tags: ['1.0'], status: 'already-at-destination' }]);
    expect(result.bytes).toEqual({
      total: result.bytes.skipped,
      transferred: 0,
      skipped: result.bytes.total,
    });
    expect(result.bytes.total).toBeGreaterThan(5_000);
    expect(writes()).toEqual([]);
    expect(registries.ecr.calls.of('DownloadLayer')).toEqual([]);
  });
});

describe('sources', () => {
  test('a repository without tag means all its tagged images, and it says how many', async ({
    registries,
  }) => {
    const { from, to } = names();
    const source = registries.source.createRepository(from);
    const first = await seedImage(source, [['a', 500]], ['1.0']);
    const second = await seedImage(source, [['b', 500]], ['2.0', 'latest']);
    await seedImage(source, [['c', 500]]);
    registries.destination.createRepository(to);

    const { code, stdout, stderr } = await runInProcess(command('replicate', [from], to, '--json'));

    expect(code).toBe(0);
    expect(stderr).toContain(`${from}: 2 tagged images\n`);
    expect(readReplicateOutput(stdout).result.images).toHaveLength(2);
    expect(Object.fromEntries(registries.destination.repository(to).tags)).toEqual({
      '1.0': first.digest,
      '2.0': second.digest,
      latest: second.digest,
    });
  });

  test('of several repositories are copied one after another', async ({ registries }) => {
    const { from, to } = names();
    const one = await seedImage(registries.source.createRepository(`${from}/one`), [['a', 500]], ['one']);
    const two = await seedImage(registries.source.createRepository(`${from}/two`), [['b', 500]], ['v2']);

    const { code, stdout } = await runInProcess(
      command(
        'replicate',
        [`${from}/one:one`, `${from}/two@${two.digest}`],
        to,
        '--create-repository',
        '--json',
      ),
    );

    expect(code).toBe(0);
    expect(
      readReplicateOutput(stdout).result.images.map(({ destination, tags }) => [destination, tags]),
    ).toEqual([
      [`${destinationHost}/${to}:one`, ['one']],
      [`${destinationHost}/${to}:v2`, ['v2']],
    ]);
    const destination = registries.destination.repository(to);
    expect([...destination.images.keys()].toSorted()).toEqual([one.digest, two.digest].toSorted());
    expect([...destination.tags]).toEqual([
      ['one', one.digest],
      ['v2', two.digest],
    ]);
  });

  test('named by digest has all tags of the source, or those of --tag, or none by --untagged', async ({
    registries,
  }) => {
    const { from, to } = names();
    const source = registries.source.createRepository(from);
    const { digest } = await seedImage(source, [['a', 500]], ['1.0', 'latest']);
    await seedImage(source, [['b', 500]], ['2.0']);
    const tagsAfter = async (...more: string[]) => {
      const name = `${to}/${more.length}`;
      const args = command(
        'replicate',
        [`${from}@${digest}`],
        name,
        '--create-repository',
        '--json',
        ...more,
      );
      expect(await runInProcess(args)).toMatchObject({ code: 0 });
      const { tags, images } = registries.destination.repository(name);
      expect([...images.keys()]).toEqual([digest]);
      return [...tags.keys()].toSorted();
    };
    expect(await tagsAfter()).toEqual(['1.0', 'latest']);
    expect(await tagsAfter('--untagged')).toEqual([]);
    expect(await tagsAfter('--tag', 'stable')).toEqual(['stable']);
    const both = await runInProcess(command('plan', [`${from}@${digest}`], to, '--untagged', '--tag', 'x'));
    expect(both).toMatchObject({ code: 2 });
    expect(both.stderr).toContain("'--untagged' cannot be used with option '--tag <TAG>'");
  });

  test('named by a tag keeps that tag alone, or none by --untagged', async ({ registries }) => {
    const { from, to } = names();
    const { digest } = await seedImage(registries.source.createRepository(from), [['a', 500]], ['1.0', 'x']);
    const destination = registries.destination.createRepository(to);
    expect((await runInProcess(command('replicate', [`${from}:1.0`], to, '--untagged'))).code).toBe(0);
    expect([[...destination.images.keys()], [...destination.tags]]).toEqual([[digest], []]);
    expect((await runInProcess(command('replicate', [`${from}:1.0`], to))).code).toBe(0);
    expect([...destination.tags]).toEqual([['1.0', digest]]);
  });

  test('several images cannot share --tag, nor two repositories one tag', async ({ registries, writes }) => {
    const { from, to } = names();
    const source = registries.source.createRepository(`${from}/one`);
    await seedImage(source, [['a', 500]], ['1.0']);
    await seedImage(source, [['b', 500]], ['2.0']);
    await seedImage(registries.source.createRepository(`${from}/two`), [['c', 500]], ['1.0']);

    const tagged = await runInProcess(command('replicate', [`${from}/one`], to, '--tag', 'x', '--json'));
    expect(tagged).toMatchObject({ code: 2, stdout: '' });
    expect(tagged.stderr).toContain('one tag cannot be on two images');
    const shared = await runInProcess(command('replicate', [`${from}/one:1.0`, `${from}/two:1.0`], to));
    expect(shared).toMatchObject({ code: 2, stdout: '' });
    expect(shared.stderr).toContain('Tag 1.0 is in both');
    expect(writes()).toEqual([]);
  });

  test('a tag that is not there fails, with a result line that says so', async ({ registries }) => {
    const { from, to } = names();
    registries.source.createRepository(from);
    const { code, stdout } = await runInProcess(command('replicate', [`${from}:9.9`], to, '--json'));
    expect(code).toBe(1);
    const { lines, result } = readReplicateOutput(stdout);
    expect(lines).toHaveLength(1);
    expect(result.images).toMatchObject([
      {
        source: `${from}:9.9`,
        destination: to,
        tags: [],
        status: 'failed',
        error: { code: 'image-not-found' },
      },
    ]);
  });

  test('a chosen platform makes an index of its own digest', async ({ registries }) => {
    const { from, to } = names();
    const source = registries.source.createRepository(from);
    const amd = await seedImage(source, [['amd', 500]]);
    const arm = await seedImage(source, [['arm', 500]]);
    const index = seedIndex(source, [amd, arm], ['1.0']);
    registries.destination.createRepository(to);

    const { code, stdout, stderr } = await runInProcess(
      command('replicate', [`${from}:1.0`], to, '--platform', 'linux/arm64', '--json'),
    );

    expect(code).toBe(0);
    expect(stderr).toContain('with its own digest');
    const [image] = readReplicateOutput(stdout).result.images;
    expect(image?.digest).not.toBe(index);
    const destination = registries.destination.repository(to);
    expect(destination.tags.get('1.0')).toBe(image?.digest);
    expect(destination.images.has(arm.digest)).toBe(true);
    expect(destination.images.has(amd.digest)).toBe(false);
  });
});

describe('plan', () => {
  test('says what would be done, as a table and as JSON, and writes nothing', async ({
    registries,
    writes,
  }) => {
    const { from, to } = names();
    const { digest } = await seedImage(registries.source.createRepository(from), [['a', 5_000]], ['1.0']);

    const table = await runInProcess(command('plan', [`${from}:1.0`], to, '--create-repository'));
    expect(table).toMatchObject({ code: 0, stderr: '' });
    expect(table.stdout).toContain(`${destinationHost}/${to}  (production, account 222222222222, us-east-1)`);
    expect(table.stdout).toContain('will be created');
    expect(table.stdout).toMatch(
      new RegExp(`^${digest.slice(0, 19)} +image +1\\.0 +to copy +1\\.0 \\(new\\)$`, 'm'),
    );
    expect(table.stdout).toMatch(/2 layers, 5\.\d kB: 2 to move, 5\.\d kB/);

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
  }) => {
    const { from, to } = names();
    await seedImage(registries.source.createRepository(from), [['a', 5_000]], ['1.0']);
    const destination = registries.destination.createRepository(to);
    const allowed = await runInProcess(command('plan', [`${from}:1.0`], to));
    expect(allowed).toMatchObject({ code: 0, stderr: '' });

    registries.ecr.faults.deny({ action: 'ecr:UploadLayerPart' });
    registries.ecr.faults.deny({ action: 'ecr:GetDownloadUrlForLayer' });
    const denied = await runInProcess(command('plan', [`${from}:1.0`], to));
    expect(denied.code).toBe(1);
    expect(denied.stdout).toMatch(/^in the way: .*build is not allowed ecr:GetDownloadUrlForLayer/m);
    expect(denied.stdout).toMatch(/^in the way: .*production is not allowed ecr:UploadLayerPart/m);
    expect(destination.images.size + destination.layers.size + destination.tags.size).toBe(0);
    expect(registries.ecr.calls.of('PutImage', 'CreateRepository')).toEqual([]);
  });

  test('fails when something is in the way, and names the option that helps', async ({ registries }) => {
    const { from, to } = names();
    await seedImage(registries.source.createRepository(from), [['a', 5_000]], ['1.0']);
    const { code, stdout } = await runInProcess(command('plan', [`${from}:1.0`], to));
    expect(code).toBe(1);
    expect(stdout).toContain('in the way: There is no repository');
    expect(stdout).toContain('--create-repository');
    const json = await runInProcess(command('plan', [`${from}:1.0`], to, '--json'));
    expect(json.code).toBe(1);
    expect(parseLines(json.stdout)).toMatchObject([{ blockers: [{ code: 'repository-not-found' }] }]);
  });
});

test('--restore-archived restores what is archived of an image, level by level, and copies it', async ({
  registries,
}) => {
  const { from, to } = names();
  const source = registries.source.createRepository(from);
  const [amd, arm] = [await seedImage(source, [['amd', 500]]), await seedImage(source, [['arm', 500]])];
  const index = seedIndex(source, [amd, arm], ['1.0']);
  const signature = await seedImage(source, [['sig', 50]], [`${index.replace(':', '-')}.sig`]);
  for (const digest of [amd.digest, index, signature.digest]) setArchived(source, digest, true);
  const destination = registries.destination.createRepository(to);

  const { code, stderr } = await runInProcess(
    command('replicate', [`${from}:1.0`], to, '--restore-archived'),
  );

  expect(stderr).toContain(`${from}: restoring 1 archived manifest; ECR takes minutes for it\n`);
  expect(code).toBe(0);
  expect(destination.tags.get('1.0')).toBe(index);
  expect(destination.images.has(signature.digest)).toBe(true);
  expect(registries.ecr.calls.of('UpdateImageStorageClass')).toHaveLength(3);
});

test('what may not be restored stays behind with the reason', async ({ registries }) => {
  const { from, to } = names();
  const source = registries.source.createRepository(from);
  const { digest } = await seedImage(source, [['a', 500]], ['1.0']);
  setArchived(source, digest, true);
  registries.destination.createRepository(to);
  registries.ecr.faults.deny({ action: 'ecr:UpdateImageStorageClass' });
  const { code, stderr } = await runInProcess(
    command('replicate', [`${from}:1.0`], to, '--restore-archived'),
  );
  expect(code).toBe(1);
  expect(stderr).toMatch(/not restored: .*build is not allowed ecr:UpdateImageStorageClass/);
  expect(stderr).toContain('is archived at the source');
});

describe('a pull-through cache', () => {
  test('is planned from what it has, and a tag that it does not have is not imported', async ({
    registries,
  }) => {
    const { to } = names();
    const from = `cache-${count}/app`;
    const rule = { upstreamRegistryUrl: 'registry-1.docker.io', imports: [] };
    registries.source.pullThroughCacheRules.set(`cache-${count}`, rule);
    await seedImage(registries.source.createRepository(from), [['a', 500]], ['1.0']);
    registries.destination.createRepository(to);

    expect(await runInProcess(command('plan', [`${from}:1.0`], to))).toMatchObject({ code: 0, stderr: '' });
    expect((await runInProcess(command('plan', [`${from}:1.0`, `${from}:2.0`], to))).code).toBe(1);
    expect(rule.imports).toEqual([]);
  });
});

describe('images that cannot be copied', () => {
  test('are named and fail the command; the others are copied, and with --strict none is', async ({
    registries,
    writes,
  }) => {
    const { from, to } = names();
    const source = registries.source.createRepository(from);
    const sound = await seedImage(source, [['sound', 500]], ['sound']);
    const archived = await seedImage(source, [['archived', 500]], ['archived']);
    setArchived(source, archived.digest, true);
    const destination = registries.destination.createRepository(to);

    const plan = await runInProcess(command('plan', [from], to));
    expect(plan.code).toBe(1);
    expect(plan.stdout).toContain('1 of 2 images cannot be copied; the others are.');
    expect(plan.stdout).toMatch(/^blocked sha256:\w+ archived: .*is archived at the source/m);

    registries.ecr.calls.clear();
    const strict = await runInProcess(command('replicate', [from], to, '--strict', '--json'));
    expect(strict.code).toBe(1);
    const refused = readReplicateOutput(strict.stdout).result.images;
    expect(new Map(refused.map(({ source: uri, error }) => [uri.split(':').at(-1), error?.code]))).toEqual(
      new Map([
        ['archived', 'image-unavailable'],
        ['sound', 'cancelled'],
      ]),
    );
    expect(writes()).toEqual([]);

    const { code, stdout, stderr } = await runInProcess(command('replicate', [from], to, '--json'));
    expect(code).toBe(1);
    expect(stderr).toContain('warning: 1 of 2 images cannot be copied; the others are.');
    const { images } = readReplicateOutput(stdout).result;
    expect(new Map(images.map(({ source: uri, status }) => [uri.split(':').at(-1), status]))).toEqual(
      new Map([
        ['archived', 'failed'],
        ['sound', 'replicated'],
      ]),
    );
    expect([...destination.tags]).toEqual([['sound', sound.digest]]);
  });
});

describe('failures', () => {
  test('an immutable tag on another image is refused before anything is written', async ({
    registries,
    writes,
  }) => {
    const { from, to } = names();
    await seedImage(registries.source.createRepository(from), [['a', 5_000]], ['1.0']);
    const destination = registries.destination.createRepository(to, { tagMutability: 'IMMUTABLE' });
    const other = await seedImage(destination, [['other', 100]], ['1.0']);

    const { code, stdout } = await runInProcess(command('replicate', [`${from}:1.0`], to, '--json'));

    expect(code).toBe(1);
    expect(readReplicateOutput(stdout).result.images).toMatchObject([
      { status: 'failed', tags: [], error: { code: 'tag-immutable', side: 'destination' } },
    ]);
    expect([...destination.tags]).toEqual([['1.0', other.digest]]);
    expect(writes()).toEqual([]);
  });

  test('a denied PutImage fails with its name, and leaves no tag', async ({ registries }) => {
    const { from, to } = names();
    await seedImage(registries.source.createRepository(from), [['a', 5_000]], ['1.0']);
    const destination = registries.destination.createRepository(to);
    registries.ecr.faults.deny({ action: 'ecr:PutImage' });

    const json = await runInProcess(command('replicate', [`${from}:1.0`], to, '--json'));
    expect(json.code).toBe(1);
    const { result, lines } = readReplicateOutput(json.stdout);
    expect(result.images).toMatchObject([{ status: 'failed', tags: [], error: { code: 'access-denied' } }]);
    expect(lines.some((line) => line.type === 'image' && line.state === 'failed')).toBe(true);

    const human = await runInProcess(command('replicate', [`${from}:1.0`], to));
    expect(human.code).toBe(1);
    expect(human.stderr).toContain('ecr:PutImage');
    expect(human.stdout).toContain('1 failed');
    expect([...destination.tags]).toEqual([]);
  });
});

test.for(['SIGINT', 'SIGTERM'] as const)(
  '%s stops a copy, leaves no tag, and still prints the result',
  async (signal, { registries }) => {
    const { from, to } = names();
    const size = 40 * MiB;
    const { digest } = await seedImage(registries.source.createRepository(from), [['big', size]], ['1.0']);
    const destination = registries.destination.createRepository(to);
    // At this speed the copy takes a minute.
    registries.ecr.network.shape = { down: { bytesPerSecondTotal: size / 60 } };

    const running = startCommand(command('replicate', [`${from}:1.0`], to, '--json'));
    await expect.poll(running.stdout).toMatch(/"copying","transferred":[1-9]/);
    const interruptedAt = performance.now();
    running.child.kill(signal);
    // npm passes the terminal's own signal on: the second one is not meant to kill.
    running.child.kill(signal);
    const { code, stdout, stderr } = await running.ended;

    expect({ code, stderr }).toEqual({ code: 130, stderr: '' });
    expect(performance.now() - interruptedAt).toBeLessThan(5_000);
    const { result } = readReplicateOutput(stdout);
    expect(result.images).toMatchObject([
      { digest, tags: [], status: 'failed', error: { code: 'cancelled' } },
    ]);
    expect(result.bytes.transferred).toBeLessThan(size);
    expect([...destination.tags]).toEqual([]);
    expect([...destination.images]).toEqual([]);
  },
);

test('killed and run again with the same journal, it continues within the layer', async ({ registries }) => {
  const { from, to } = names();
  const size = 45 * MiB;
  const { digest } = await seedImage(registries.source.createRepository(from), [['large', size]], ['1.0']);
  const destination = registries.destination.createRepository(to);
  const journal = await mkdtemp(join(tmpdir(), 'journal-'));
  const parts = () =>
    registries.ecr.calls
      .of('UploadLayerPart')
      .filter(({ outcome, bytes }) => outcome === 'ok' && bytes > MiB);
  try {
    registries.ecr.network.shape = { latencyMs: 20, up: { bytesPerSecondPerConnection: 50 * MiB } };
    const killed = startCommand(
      command('replicate', [`${from}:1.0`], to, '--upload-method', 'api', '--journal', journal),
    );
    await expect.poll(() => parts().length, { interval: 2 }).toBeGreaterThanOrEqual(3);
    killed.child.kill('SIGKILL');
    await killed.ended;
    expect([...destination.tags]).toEqual([]);

    registries.ecr.network.shape = {};
    const { code } = await runCommand(
      command('replicate', [`${from}:1.0`], to, '--upload-method', 'api', '--journal', journal),
    );
    expect(code).toBe(0);
    expect([...destination.tags]).toEqual([['1.0', digest]]);
    expect(parts().reduce((sum, { bytes }) => sum + bytes, 0)).toBe(size);
  } finally {
    await rm(journal, { recursive: true });
  }
});

test('--door, the former name of --upload-method, is accepted with a warning', async ({ registries }) => {
  const { from, to } = names();
  await seedImage(registries.source.createRepository(from), [['layer', 5_000]], ['1.0']);
  registries.destination.createRepository(to);
  const { code, stderr } = await runCommand(command('replicate', [`${from}:1.0`], to, '--door', 'api'));
  expect(code).toBe(0);
  expect(stderr).toContain('warning: --door is now --upload-method; the former name will be removed.');
  expect(registries.ecr.calls.of('UploadLayerPart')).not.toEqual([]);
});

test('credentials that expire in mid-copy end a run that nobody attends, with the reason', async ({
  registries,
}) => {
  const { from, to } = names();
  await seedImage(registries.source.createRepository(from), [['layer', 2 * MiB]], ['1.0']);
  const destination = registries.destination.createRepository(to);
  registries.ecr.faults.add({ kind: 'expired-token', operation: 'UploadLayerPart', times: 99 });
  const { code, stdout } = await runInProcess(
    command('replicate', [`${from}:1.0`], to, '--upload-method', 'api', '--json'),
  );
  expect(code).toBe(1);
  expect(readReplicateOutput(stdout).result.images[0]).toMatchObject({
    status: 'failed',
    error: { code: 'credentials-expired', side: 'destination' },
  });
  expect([...destination.tags]).toEqual([]);
});

describe('a server that clears the screen and claims success', () => {
  const message =
    '\u001B[2J\u001B[HAll 12 images are replicated.\r\n\nAll 12 images are replicated.\n\u202E\u009B2J';
  const sent = '\\u{1b}[2J\\u{1b}[HAll 12 images are replicated.';

  test.beforeEach(({ registries }) => {
    registries.ecr.faults.add({
      kind: 'refuse',
      operation: 'BatchGetImage',
      name: 'InvalidParameterException',
      message,
      times: 99,
    });
  });

  test.for<['plan' | 'replicate', string[]]>([
    ['replicate', []],
    ['replicate', ['--json']],
    ['plan', []],
  ])('%s %j shows what it sent, and acts on no terminal', async ([name, more], { registries }) => {
    const { from, to } = names();
    await seedImage(registries.source.createRepository(from), [['a', 5_000]], ['1.0']);
    registries.destination.createRepository(to);
    const { code, stdout, stderr } = await runInProcess(command(name, [`${from}:1.0`], to, ...more));
    expect(code).toBe(1);
    for (const output of [stdout, stderr]) {
      expect(findControl(output)).toBeUndefined();
      expect(output).not.toMatch(/^All 12 images/m);
    }
    const reported = more.includes('--json') ? JSON.stringify(readReplicateOutput(stdout).result) : stderr;
    expect(reported).toContain(more.includes('--json') ? JSON.stringify(sent).slice(1, -1) : sent);
  });
});
