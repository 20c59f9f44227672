import { readFile, writeFile } from 'node:fs/promises';
import { describe, expect } from 'vitest';
import { setArchived } from '../../local-ecr/registry/archive-image.ts';
import { putImage } from '../../local-ecr/registry/put-image.ts';
import { failures, ofKind, test, visible } from '../../testing/preflight-test.ts';
import { seedImage } from '../../testing/seed-image.ts';

describe('when something has changed since the plan', () => {
  test('reports a deleted source repository, skips the checks after it and still tests the destination', async ({
    registries,
    from,
    run,
    prepareCopy,
  }) => {
    const { prepared } = await prepareCopy();
    await registries.source.deleteRepository(from.name, { force: true });
    const report = await run(prepared);
    expect(failures(report)).toMatchObject([
      { side: 'source', step: 'find-repository', code: 'repository-not-found' },
    ]);
    expect(ofKind(report, 'skipped')).toEqual(
      expect.arrayContaining(['source read-manifest', 'source download-layer']),
    );
    expect(ofKind(report, 'passed')).toContain('destination complete-upload');
  });

  test('reports a deleted destination repository', async ({ registries, run, prepareCopy }) => {
    const { prepared, to } = await prepareCopy();
    await registries.destination.deleteRepository(to.name, { force: true });
    const report = await run(prepared);
    expect(failures(report)).toMatchObject([
      { side: 'destination', step: 'find-repository', code: 'repository-not-found' },
    ]);
    expect(registries.ecr.calls.of('InitiateLayerUpload')).toEqual([]);
    expect(ofKind(report, 'untestable')).toEqual([]);
  });

  test('reports a missing repository that the plan does not create', async ({
    from,
    names,
    run,
    prepare,
  }) => {
    const { digest } = await seedImage(from, [['a', 3_000]], ['v1']);
    const report = await run(await prepare(digest, names));
    expect(failures(report)).toMatchObject([{ step: 'find-repository', code: 'repository-not-found' }]);
  });

  test('reports a change of the tag immutability', async ({ run, prepareCopy }) => {
    const { prepared, to } = await prepareCopy();
    to.settings.tagMutability = 'IMMUTABLE';
    expect(failures(await run(prepared))).toMatchObject([{ step: 'find-repository', code: 'plan-outdated' }]);
  });

  test('reports an archived image and a deleted one', async ({ registries, from, names, run, prepare }) => {
    const to = registries.destination.createRepository(names.to);
    const { digest, manifest } = await seedImage(from, [['a', 3_000]], ['v1']);
    const prepared = await prepare(digest, names);
    setArchived(from, digest, true);
    const archived = await run(prepared);
    expect(failures(archived)).toMatchObject([{ step: 'read-manifest', code: 'image-unavailable' }]);
    expect(ofKind(archived, 'skipped')).toContain('source download-layer');

    from.images.delete(digest);
    expect(failures(await run(prepared))).toMatchObject([{ step: 'read-manifest', code: 'image-not-found' }]);
    putImage(from, { manifest });
    expect(failures(await run(prepared))).toEqual([]);
    expect(visible(to).images).toEqual([]);
  });

  test('reports a profile of another account and makes no calls with it', async ({
    registries,
    run,
    prepareCopy,
  }) => {
    const { prepared, to } = await prepareCopy();
    const path = process.env['AWS_SHARED_CREDENTIALS_FILE'] ?? '';
    const own = await readFile(path, 'utf8');
    const [build = ''] = own.split('\n\n');
    expect(build).toContain('[build]');
    await writeFile(path, [build, build.replace('[build]', '[production]')].join('\n\n'));
    try {
      const report = await run(prepared);
      expect(failures(report)).toEqual([
        { side: 'destination', step: 'account', code: 'wrong-account', errorSide: 'destination' },
      ]);
      expect(ofKind(report, 'untestable')).toEqual([]);
      const called = registries.ecr.calls.all.filter(({ repositoryName }) => repositoryName === to.name);
      expect(called).toEqual([]);
    } finally {
      await writeFile(path, own);
    }
  });

  test('reports only that credentials have expired, and no checks after it', async ({
    registries,
    run,
    prepareCopy,
  }) => {
    const { prepared } = await prepareCopy();
    const arn = 'arn:aws:iam::222222222222:user/production';
    registries.ecr.faults.expireCredentials(arn);
    try {
      const report = await run(prepared);
      expect(failures(report)).toEqual([
        { side: 'destination', step: 'credentials', code: 'credentials-expired', errorSide: 'destination' },
      ]);
      expect(ofKind(report, 'passed')).toContain('source download-layer');
    } finally {
      registries.ecr.faults.renewCredentials(arn);
    }
  });
});

describe('when another service fails', () => {
  test('names the host of the layers when it cannot be reached', async ({ registries, run, prepareCopy }) => {
    const { prepared } = await prepareCopy();
    registries.ecr.faults.add({ kind: 'reset-request', operation: 'DownloadLayer', times: 2 });
    const report = await run(prepared);
    expect(failures(report)).toEqual([
      { side: 'source', step: 'download-layer', code: 'network', errorSide: 'source' },
    ]);
    const failed = report.checks.find(({ outcome }) => outcome.kind === 'failed');
    expect(failed?.outcome).toMatchObject({ error: { message: expect.stringContaining('127.0.0.1:') } });
  });

  test('reports a refusal of the host of the layers', async ({ registries, run, prepareCopy }) => {
    const { prepared } = await prepareCopy();
    registries.ecr.faults.add({ kind: 'access-denied', operation: 'DownloadLayer', times: 2 });
    expect(failures(await run(prepared))).toMatchObject([{ step: 'download-layer', code: 'access-denied' }]);
  });

  test('reports a KMS key of the destination that ECR cannot use', async ({
    registries,
    run,
    prepareCopy,
  }) => {
    const { prepared } = await prepareCopy();
    registries.ecr.faults.add({ kind: 'kms-failure', operation: 'InitiateLayerUpload' });
    expect(failures(await run(prepared))).toMatchObject([{ step: 'start-upload', code: 'kms' }]);
  });
});
