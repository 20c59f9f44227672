import { describe, expect } from 'vitest';
import { findControl } from '../../shared/testing/find-control.ts';
import { seedImage } from '../testing/seed-image.ts';
import { readReplicateOutput } from '../testing/cli/replicate-output.ts';
import { runInProcess } from '../testing/cli/run-in-process.ts';
import { command, test } from '../testing/cli/replicate-test.ts';

const MiB = 1024 * 1024;

describe('failures', () => {
  test('an immutable tag on another image is refused before anything is written', async ({
    registries,
    names,
    writes,
  }) => {
    const { from, to } = names;
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

  test('a denied PutImage fails with its name, and leaves no tag', async ({ registries, names }) => {
    const { from, to } = names;
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

test('credentials that expire in mid-copy end an unattended run, with the reason', async ({
  registries,
  names,
}) => {
  const { from, to } = names;
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
  ])('%s %j shows what it sent, and acts on no terminal', async ([name, more], { registries, names }) => {
    const { from, to } = names;
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
