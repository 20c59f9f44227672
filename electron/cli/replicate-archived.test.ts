import { describe, expect } from 'vitest';
import { setArchived } from '../local-ecr/registry/archive-image.ts';
import { seedImage, seedIndex } from '../testing/seed-image.ts';
import { readReplicateOutput } from '../testing/cli/replicate-output.ts';
import { runInProcess } from '../testing/cli/run-in-process.ts';
import { command, test } from '../testing/cli/replicate-test.ts';

test('--restore-archived restores what is archived of an image, level by level, and copies it', async ({
  registries,
  names,
}) => {
  const { from, to } = names;
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

test('both identities are printed before the source is changed', async ({ registries, names }) => {
  const { from, to } = names;
  const source = registries.source.createRepository(from);
  const { digest } = await seedImage(source, [['a', 500]], ['1.0']);
  setArchived(source, digest, true);
  registries.destination.createRepository(to);
  registries.ecr.faults.deny({ action: 'ecr:UpdateImageStorageClass' });
  const { stdout, stderr } = await runInProcess(
    command('replicate', [`${from}:1.0`], to, '--restore-archived'),
  );
  expect(stderr).toContain('not restored');
  expect(stdout).toContain('111111111111');
  expect(stdout).toContain('222222222222');
});

test('what may not be restored stays behind with the reason', async ({ registries, names }) => {
  const { from, to } = names;
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

describe('images that cannot be copied', () => {
  test('are named and fail the command; the others are copied, and with --strict none is', async ({
    registries,
    names,
    writes,
  }) => {
    const { from, to } = names;
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
