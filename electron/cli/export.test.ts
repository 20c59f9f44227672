import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect } from 'vitest';
import { workItemSchema } from '../../shared/models/work-item.ts';
import { parseTemplate } from '../testing/aws-stack/parse-template.ts';
import { command as replication, test as base } from '../testing/cli/replicate-test.ts';
import { parseLines } from '../testing/cli/run-command.ts';
import { runInProcess } from '../testing/cli/run-in-process.ts';
import { seedImage } from '../testing/seed-image.ts';

const test = base.extend('folder', async ({ names }, { onCleanup }) => {
  const parent = await mkdtemp(join(tmpdir(), `export-${names.to.replace('/', '-')}-`));
  onCleanup(() => rm(parent, { recursive: true }));
  return join(parent, 'stack');
});

const exportTo = (folder: string, sources: readonly string[], to: string, ...more: string[]): string[] => {
  const [, ...options] = replication('plan', sources, to, ...more);
  return ['export', '--to', 'aws-stack', folder, ...options];
};

describe('export --to aws-stack', () => {
  test('writes the stack for the images of a repository, and nothing to AWS', async ({
    registries,
    names: { from, to },
    folder,
    writes,
  }) => {
    const repository = registries.source.createRepository(from);
    const { digest } = await seedImage(repository, [['a', 5_000]], ['1.0', 'latest']);
    await seedImage(repository, [['b', 900_000]], ['2.0']);

    const { code, stdout } = await runInProcess(exportTo(folder, [from], to, '--create-repository'));
    expect(code).toBe(0);
    expect(stdout).toContain('2 images, 905.');
    expect(stdout).toMatch(/^Estimated cost: .*\$\d/m);
    expect(stdout).toContain('Nothing was created in AWS.');
    expect(writes()).toEqual([]);

    expect((await readdir(folder)).toSorted()).toEqual(
      ['README.md', 'items.jsonl', 'policies', 'state-machine.asl.json', 'template.yaml'].toSorted(),
    );
    expect((await stat(join(folder, 'items.jsonl'))).mode & 0o777).toBe(0o644);
    const lines = parseLines(await readFile(join(folder, 'items.jsonl'), 'utf8'));
    const items = lines.map((line) => workItemSchema.parse(line));
    expect(items).toMatchObject([
      { destination_image_tags: ['2.0'], create_repository: true },
      { source: { image_digest: digest }, destination_image_tags: ['1.0', 'latest'] },
    ]);
    const template = parseTemplate(await readFile(join(folder, 'template.yaml'), 'utf8'));
    expect(JSON.stringify(template.Resources['ReplicationPolicy'])).toContain('ecr:CreateRepository');
  });

  test('adds the archive of the function where this installation has one', async ({
    registries,
    names: { from, to },
    folder,
  }) => {
    await seedImage(registries.source.createRepository(from), [['a', 5_000]], ['1.0']);
    registries.destination.createRepository(to);
    const resources = dirname(folder);
    await writeFile(join(resources, 'ecr-image-replicator-lambda.zip'), 'an archive', { mode: 0o600 });
    const command = exportTo(folder, [`${from}:1.0`], to);
    const { stdout } = await runInProcess(command, {}, [join(resources, 'missing'), resources]);
    expect(stdout).not.toContain('npm run package:lambda');
    const copy = join(folder, 'ecr-image-replicator-lambda.zip');
    expect(await readFile(copy, 'utf8')).toBe('an archive');
    expect((await stat(copy)).mode & 0o777).toBe(0o644);

    const { stdout: without } = await runInProcess(exportTo(`${folder}-2`, [`${from}:1.0`], to));
    expect(without).toContain(
      'ecr-image-replicator-lambda.zip is missing: npm run package:lambda builds it.',
    );
  });

  test('prints size and cost as JSON', async ({ registries, names: { from, to }, folder }) => {
    await seedImage(registries.source.createRepository(from), [['a', 5_000]], ['1.0']);
    registries.destination.createRepository(to);
    const { code, stdout } = await runInProcess(exportTo(folder, [`${from}:1.0`], to, '--json'));
    expect(code).toBe(0);
    expect(parseLines(stdout)).toMatchObject([
      {
        folder,
        target: { accountId: '222222222222', region: 'us-east-1' },
        items: 1,
        concurrency: { items: 1 },
        files: expect.arrayContaining(['README.md', 'template.yaml']),
        estimate: { total: { low: expect.any(Number), high: expect.any(Number) } },
      },
    ]);
  });

  test('writes the options of the plan into its items', async ({
    registries,
    names: { from, to },
    folder,
  }) => {
    await seedImage(registries.source.createRepository(from), [['a', 5_000]], ['1.0']);
    registries.destination.createRepository(to);
    const options = ['--no-referrers', '--no-verify', '--keep-signatures', '--leave-out-missing'];
    const { code, stdout } = await runInProcess(exportTo(folder, [`${from}:1.0`], to, ...options));
    expect(code).toBe(0);
    const [line] = parseLines(await readFile(join(folder, 'items.jsonl'), 'utf8'));
    const chosen = {
      referrers: false,
      verify: false,
      existing_signatures: 'keep',
      missing_manifests: 'leave-out',
    };
    expect(workItemSchema.parse(line)).toMatchObject({ version: 2, ...chosen });
    for (const text of [stdout, await readFile(join(folder, 'README.md'), 'utf8')])
      expect(text).toContain('Signatures, SBOMs and attestations are not copied.');
  });

  test('overwrites nothing', async ({ registries, names: { from, to }, folder }) => {
    await seedImage(registries.source.createRepository(from), [['a', 5_000]], ['1.0']);
    await mkdir(folder);
    await writeFile(join(folder, 'notes.txt'), 'mine');
    const { code, stdout, stderr } = await runInProcess(exportTo(folder, [`${from}:1.0`], to));
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toContain(`The folder ${folder} cannot be used. It is not empty.`);
    expect(await readdir(folder)).toEqual(['notes.txt']);
  });

  test('writes nothing when the plan has a blocker', async ({ registries, names: { from, to }, folder }) => {
    await seedImage(registries.source.createRepository(from), [['a', 5_000]], ['1.0']);
    const { code, stdout, stderr } = await runInProcess(exportTo(folder, [`${from}:1.0`], to));
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toContain('blocker: There is no repository');
    expect(stderr).toContain('Nothing was written.');
    await expect(stat(folder)).rejects.toThrow('ENOENT');
  });

  test('leaves a blocked image out and fails, and writes nothing with --strict', async ({
    registries,
    names: { from, to },
    folder,
  }) => {
    const source = registries.source.createRepository(from);
    await seedImage(source, [['a', 5_000]], ['1.0']);
    await seedImage(source, [['b', 5_000]], ['2.0']);
    const destination = registries.destination.createRepository(to, { tagMutability: 'IMMUTABLE' });
    await seedImage(destination, [['c', 5_000]], ['1.0']);

    const strict = await runInProcess(exportTo(folder, [from], to, '--strict'));
    expect(strict).toMatchObject({ code: 1, stdout: '' });
    await expect(stat(folder)).rejects.toThrow('ENOENT');

    const { code, stderr } = await runInProcess(exportTo(folder, [from], to));
    expect(code).toBe(1);
    expect(stderr).toContain('1 of 2 images cannot be copied; the others are.');
    expect(parseLines(await readFile(join(folder, 'items.jsonl'), 'utf8'))).toMatchObject([
      { destination_image_tags: ['2.0'] },
    ]);
  });

  test.for([
    [['--journal', '/tmp/journal'], 2, '--journal concerns a copy by this computer'],
    [['--concurrency', '4'], 2, '--concurrency concerns a copy by this computer'],
    [['--bandwidth', '4MB'], 2, '--bandwidth concerns a copy by this computer'],
  ] as const)(
    'refuses %j, which it cannot do',
    async ([options, exit, sentence], { registries, names, folder }) => {
      await seedImage(registries.source.createRepository(names.from), [['a', 500]], ['1.0']);
      registries.destination.createRepository(names.to);
      const { code, stderr } = await runInProcess(
        exportTo(folder, [`${names.from}:1.0`], names.to, ...options),
      );
      expect(code).toBe(exit);
      expect(stderr).toContain(sentence);
      await expect(stat(folder)).rejects.toThrow('ENOENT');
    },
  );
});
