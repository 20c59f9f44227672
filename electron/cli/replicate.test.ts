import { describe, expect } from 'vitest';
import { maxConcurrentCalls } from '../local-ecr/calls/call-log.ts';
import { seedImage } from '../testing/seed-image.ts';
import { readReplicateOutput } from '../testing/cli/replicate-output.ts';
import { runCommand } from '../testing/cli/run-command.ts';
import { command, destinationHost, sourceHost, test } from '../testing/cli/replicate-test.ts';

const MiB = 1024 * 1024;
describe('a copy between accounts', () => {
  test('has the same digest, byte for byte, and JSON lines that add up', async ({ registries, names }) => {
    const { from, to } = names;
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
    expect(result.differences).toEqual([]);
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

  test('reads no more per second than --bandwidth allows', async ({ registries, names }) => {
    const { from, to } = names;
    await seedImage(
      registries.source.createRepository(from),
      [
        ['first', MiB],
        ['second', MiB],
      ],
      ['1.0'],
    );
    const ended = await runCommand(
      command('replicate', [`${from}:1.0`], to, '--create-repository', '--json', '--bandwidth', '2MB/s'),
    );
    expect(ended.code).toBe(0);
    const { result } = readReplicateOutput(ended.stdout);
    // Two mebibytes, of which the first tenth of a second may pass at once.
    expect(result.seconds).toBeGreaterThan(0.9);
  });

  test('prints plain lines without a terminal', async ({ registries, names }) => {
    const { from, to } = names;
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
      /1 image replicated, 0 already at destination, 0 failed, 5\.\d kB transferred, 0 B skipped, \d+ s\n$/,
    );
    for (const control of ['\r', '\u001B']) expect(stdout).not.toContain(control);
    expect([...registries.destination.repository(to).tags.keys()].toSorted()).toEqual(['1', 'stable']);
  });

  test('that was made before moves no byte and writes nothing', async ({ registries, names, writes }) => {
    const { from, to } = names;
    const { digest } = await seedImage(registries.source.createRepository(from), [['a', 5_000]], ['1.0']);
    registries.destination.createRepository(to);
    const args = command('replicate', [`${from}:1.0`], to, '--json');
    expect((await runCommand(args)).code).toBe(0);
    registries.ecr.calls.clear();

    const { code, stdout } = await runCommand(args);

    expect(code).toBe(0);
    const { result } = readReplicateOutput(stdout);
    expect(result.images).toMatchObject([{ digest, tags: ['1.0'], status: 'already-at-destination' }]);
    expect(result.differences).toEqual([]);
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

test('--door, the former name of --upload-method, is accepted with a warning', async ({
  registries,
  names,
}) => {
  const { from, to } = names;
  await seedImage(registries.source.createRepository(from), [['layer', 5_000]], ['1.0']);
  registries.destination.createRepository(to);
  const { code, stderr } = await runCommand(command('replicate', [`${from}:1.0`], to, '--door', 'api'));
  expect(code).toBe(0);
  expect(stderr).toContain('warning: --door is now --upload-method; the former name will be removed.');
  expect(registries.ecr.calls.of('UploadLayerPart')).not.toEqual([]);
});
