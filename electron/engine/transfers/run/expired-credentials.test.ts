import { existsSync } from 'node:fs';
import { appendFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect } from 'vitest';
import {
  createInterruptedCopyTest,
  parts,
  productionArn,
  unit,
} from '../../../testing/interrupted-copy-test.ts';

const test = createInterruptedCopyTest()
  /** Starts a copy and lets the credentials of the destination expire after the first part. */
  .extend('expireDuringCopy', ({ registries, setUp, app }) => async () => {
    const copy = await setUp();
    let isExpired = false;
    app.onUpdate = ({ status }) => {
      if (isExpired || status.bytes.transferred < 10 * unit) return;
      isExpired = true;
      registries.ecr.faults.expireCredentials(productionArn);
    };
    // Slow enough for an update before all bytes are transferred.
    registries.ecr.network.shape = { down: { bytesPerSecondPerConnection: 60 * unit } };
    const { id } = app.transfers.start((await copy.plan('v1')).id);
    await expect.poll(() => app.deriveState(id)).toBe('waiting-for-credentials');
    return { ...copy, id };
  });

describe('credentials that expire during a copy', () => {
  test('are waited for, and the copy continues without a restart', async ({
    registries,
    app,
    expireDuringCopy,
  }) => {
    const { id, destination, seeded, layer } = await expireDuringCopy();
    expect(app.get(id).state).toMatchObject({
      error: {
        code: 'credentials-expired',
        side: 'destination',
        message: expect.stringContaining('profile production'),
      },
    });
    registries.ecr.faults.renewCredentials(productionArn);
    await app.finished(id);
    expect(app.deriveState(id)).toBe('done');
    expect(destination.tags.get('v1')).toBe(seeded.digest);
    expect(parts(registries).filter(({ outcome }) => outcome === 'ok')).toHaveLength(5);
    expect(
      registries.ecr.calls.of('GetDownloadUrlForLayer').filter(({ digests }) => digests?.includes(layer)),
    ).toHaveLength(1);
  });

  test('are checked at once on resume', async ({ registries, app, expireDuringCopy }) => {
    app.transfers = app.create({ credentialsInterval: 3_600_000 });
    const { id, destination, seeded } = await expireDuringCopy();
    registries.ecr.faults.renewCredentials(productionArn);
    expect(app.deriveState(id)).toBe('waiting-for-credentials');
    app.transfers.resume(id);
    await app.finished(id);
    expect(destination.tags.get('v1')).toBe(seeded.digest);
  });

  test('are not waited for after the transfer is cancelled', async ({ app, expireDuringCopy }) => {
    app.transfers = app.create({ credentialsInterval: 3_600_000 });
    const { id, destination } = await expireDuringCopy();
    await app.transfers.cancel(id);
    expect(app.deriveState(id)).toBe('cancelled');
    expect([...destination.tags]).toEqual([]);
  });

  test('cancelling does not wait for a credential process that hangs', async ({
    registries,
    plans,
    names,
    setUp,
    app,
    uploadStarted,
  }) => {
    const folder = await mkdtemp(join(tmpdir(), 'hanging-'));
    const program = join(folder, 'credentials.mjs');
    const hang = 40_000;
    const credentials = {
      Version: 1,
      AccessKeyId: 'AKIAPRODUCTION000002',
      SecretAccessKey: 'secret-of-AKIAPRODUCTION000002',
    };
    await writeFile(
      program,
      `import { existsSync, writeFileSync } from 'node:fs';
       if (existsSync(${JSON.stringify(join(folder, 'hang'))})) {
         writeFileSync(${JSON.stringify(join(folder, 'hangs'))}, '');
         setTimeout(() => undefined, ${hang});
       } else console.log(${JSON.stringify(JSON.stringify(credentials))});`,
    );
    await appendFile(
      process.env['AWS_CONFIG_FILE'] ?? '',
      `\n[profile hanging]\nregion = us-east-1\nendpoint_url = ${registries.ecr.endpoint}\ncredential_process = "${process.execPath}" "${program}"\n`,
    );
    try {
      const { seeded, destination } = await setUp();
      const request = registries.request(
        names,
        [{ digest: seeded.digest, sourceTags: ['v1'], destinationTags: ['v1'] }],
        { uploadMethod: 'api' },
      );
      const { plan } = await plans.create({
        ...request,
        destination: { ...request.destination, profile: 'hanging' },
      });
      registries.ecr.network.shape = { latencyMs: 20 };
      const { id } = app.transfers.start(plan.id);
      await uploadStarted(destination);
      await writeFile(join(folder, 'hang'), '');
      registries.ecr.faults.expireCredentials(productionArn);
      await expect.poll(() => existsSync(join(folder, 'hangs'))).toBe(true);
      const cancelledAt = performance.now();
      await app.transfers.cancel(id);
      expect(performance.now() - cancelledAt).toBeLessThan(hang / 2);
      expect(app.deriveState(id)).toBe('cancelled');
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  test('fail at once while planning', async ({ registries, setUp }) => {
    const { plan } = await setUp(unit);
    registries.ecr.faults.expireCredentials(productionArn);
    await expect(plan('v1')).rejects.toMatchObject({
      data: { code: 'credentials-expired', side: 'destination' },
    });
  });
});
