import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import { seedImage } from '../testing/seed-image.ts';
import { readReplicateOutput } from '../testing/cli/replicate-output.ts';
import { runCommand, startCommand } from '../testing/cli/run-command.ts';
import { command, test } from '../testing/cli/replicate-test.ts';

const MiB = 1024 * 1024;

test.for(['SIGINT', 'SIGTERM'] as const)(
  '%s stops a copy, leaves no tag, and still prints the result',
  async (signal, { registries, names }) => {
    const { from, to } = names;
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
    expect(performance.now() - interruptedAt).toBeLessThan(30_000);
    const { result } = readReplicateOutput(stdout);
    expect(result.images).toMatchObject([
      { digest, tags: [], status: 'failed', error: { code: 'cancelled' } },
    ]);
    expect(result.bytes.transferred).toBeLessThan(size);
    expect([...destination.tags]).toEqual([]);
    expect([...destination.images]).toEqual([]);
  },
);

test('killed and run again with the same journal, it continues within the layer', async ({
  registries,
  names,
}) => {
  const { from, to } = names;
  const size = 45 * MiB;
  const { digest } = await seedImage(registries.source.createRepository(from), [['large', size]], ['1.0']);
  const destination = registries.destination.createRepository(to);
  const journal = await mkdtemp(join(tmpdir(), 'journal-'));
  const parts = () =>
    registries.ecr.calls
      .of('UploadLayerPart')
      .filter(({ outcome, bytes }) => outcome === 'ok' && bytes > MiB);
  try {
    registries.ecr.faults.add({ kind: 'stall', operation: 'UploadLayerPart', afterCalls: 3 });
    const killed = startCommand(
      command('replicate', [`${from}:1.0`], to, '--upload-method', 'api', '--journal', journal),
    );
    await expect.poll(() => registries.ecr.faults.waiting).toEqual([]);
    // The config may be one of the three.
    expect(parts().length).toBeGreaterThanOrEqual(2);
    killed.child.kill('SIGKILL');
    await killed.ended;
    expect([...destination.tags]).toEqual([]);

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
