import { describe, expect } from 'vitest';
import { triedUploadMethod } from '../../../shared/models/preflight.ts';
import { failures, ofKind, test, visible } from '../../testing/preflight-test.ts';
import { seedImage } from '../../testing/seed-image.ts';

const lifecycle = JSON.stringify({ rules: [{ rulePriority: 1, description: 'keep it '.repeat(12) }] });

describe('with all permissions', () => {
  test('passes every testable check without a visible trace', async ({ run, prepareCopy }) => {
    const { prepared, to } = await prepareCopy();
    const report = await run(prepared);
    expect(report.planId).toBe(prepared.plan.id);
    expect(ofKind(report, 'passed')).toEqual([
      'source credentials',
      'source account',
      'source find-repository',
      'source read-manifest',
      'source download-layer',
      'destination credentials',
      'destination account',
      'destination find-repository',
      'destination read-manifest',
      'destination check-layers',
      'destination registry-endpoint',
      'destination start-upload',
      'destination upload-part',
      'destination complete-upload',
    ]);
    expect(ofKind(report, 'untestable')).toEqual(['destination put-image']);
    expect(failures(report)).toEqual([]);
    expect(visible(to)).toEqual({ images: [], tags: [], layers: [] });
  });

  test('needs a dozen calls, one byte of one layer, and no PutImage', async ({
    registries,
    run,
    prepareCopy,
  }) => {
    const { prepared } = await prepareCopy();
    await run(prepared);
    const { calls } = registries.ecr;
    expect(calls.all.map(({ operation }) => operation).toSorted()).toEqual([
      'BatchCheckLayerAvailability',
      'BatchGetImage',
      'BatchGetImage',
      'CheckAccess',
      'CompleteLayerUpload',
      'DescribeImages',
      'DescribeRepositories',
      'DescribeRepositories',
      'DownloadLayer',
      'GetCallerIdentity',
      'GetCallerIdentity',
      'GetDownloadUrlForLayer',
      'InitiateLayerUpload',
      'UploadLayerPart',
    ]);
    expect(calls.layerBytes).toBe(1);
    const configs = prepared.plan.blobs.filter(({ kind }) => kind === 'config').map(({ digest }) => digest);
    expect(configs).toContain(calls.of('DownloadLayer')[0]?.digests?.[0]);
  });

  test('tests no transfer of layers for an image that exists at the destination', async ({
    registries,
    from,
    names,
    run,
    prepare,
  }) => {
    const to = registries.destination.createRepository(names.to);
    const { digest } = await seedImage(from, [['same', 2_000]], ['v1']);
    await seedImage(to, [['same', 2_000]], ['v1']);
    const report = await run(await prepare(digest, names));
    expect(ofKind(report, 'skipped')).toEqual([
      'source read-manifest',
      'source download-layer',
      ...[
        'registry-endpoint',
        'mount-layers',
        'start-upload',
        'upload-part',
        'complete-upload',
        'put-image',
      ].map((step) => `destination ${step}`),
      ...Array.from({ length: 6 }, () => 'destination create-repository'),
    ]);
    expect(failures(report)).toEqual([]);
    expect(registries.ecr.calls.of('InitiateLayerUpload', 'UploadLayerPart', 'DownloadLayer')).toEqual([]);
  });

  test('tests PutImage and the source, but no transfer of layers, for a new tag of an existing image', async ({
    registries,
    from,
    names,
    run,
    prepare,
  }) => {
    const to = registries.destination.createRepository(names.to);
    const { digest } = await seedImage(from, [['same', 2_000]], ['v1']);
    await seedImage(to, [['same', 2_000]], ['other']);
    const report = await run(await prepare(digest, names));
    expect(ofKind(report, 'untestable')).toEqual(['destination put-image']);
    expect(ofKind(report, 'passed')).toContain('source read-manifest');
    expect(ofKind(report, 'skipped')).toContain('source download-layer');
  });
});

describe('for a repository that the plan creates', () => {
  test('tests nothing and lists the permissions for creating it', async ({
    registries,
    from,
    names,
    run,
    prepare,
  }) => {
    from.settings.lifecyclePolicyText = lifecycle;
    from.settings.policyText = JSON.stringify({
      Statement: [{ Effect: 'Allow', Principal: '*', Action: 'ecr:BatchGetImage' }],
    });
    from.resourceTags.set('team', 'api');
    const { digest } = await seedImage(from, [['a', 3_000]], ['v1']);
    const kmsKey = 'arn:aws:kms:us-east-1:222222222222:key/own';
    const prepared = await prepare(digest, {
      ...names,
      create: true,
      settings: { repositoryPolicy: true, encryption: { kind: 'kms-key', kmsKey } },
    });

    const report = await run(prepared);

    expect(failures(report)).toEqual([]);
    const untested = report.checks.filter(({ outcome }) => outcome.kind === 'untestable');
    expect(untested.map(({ permission }) => permission)).toEqual([
      'ecr:PutImage',
      'ecr:CreateRepository',
      'ecr:TagResource',
      'ecr:PutLifecyclePolicy',
      'ecr:SetRepositoryPolicy',
      'kms:CreateGrant',
      'kms:DescribeKey',
    ]);
    expect(ofKind(report, 'skipped')).toEqual(
      ['read-manifest', 'check-layers', 'mount-layers', 'start-upload', 'upload-part', 'complete-upload'].map(
        (step) => `destination ${step}`,
      ),
    );
    expect(registries.destination.repositories.has(names.to)).toBe(false);
  });

  test('lists only CreateRepository when the settings are the default ones', async ({
    from,
    names,
    run,
    prepare,
  }) => {
    const { digest } = await seedImage(from, [['a', 3_000]], ['v1']);
    const report = await run(await prepare(digest, { ...names, create: true }));
    const untested = report.checks.filter(({ outcome }) => outcome.kind === 'untestable');
    expect(untested.map(({ permission }) => permission)).toEqual(['ecr:PutImage', 'ecr:CreateRepository']);
  });

  test('fails when the repository has been created since', async ({
    registries,
    from,
    names,
    run,
    prepare,
  }) => {
    const { digest } = await seedImage(from, [['a', 3_000]], ['v1']);
    const prepared = await prepare(digest, { ...names, create: true });
    registries.destination.createRepository(names.to);
    const report = await run(prepared);
    expect(failures(report)).toMatchObject([{ step: 'find-repository', code: 'repository-exists' }]);
    expect(ofKind(report, 'untestable')).toEqual([]);
  });
});

const deniable = [
  ['source', 'read-manifest', 'ecr:BatchGetImage'],
  ['source', 'download-layer', 'ecr:GetDownloadUrlForLayer'],
  ['destination', 'check-layers', 'ecr:BatchCheckLayerAvailability'],
  ['destination', 'start-upload', 'ecr:InitiateLayerUpload'],
  ['destination', 'upload-part', 'ecr:UploadLayerPart'],
  ['destination', 'complete-upload', 'ecr:CompleteLayerUpload'],
] as const;

describe('without a permission', () => {
  test.for(deniable)(
    'reports only the denied permission of the %s: %s (%s)',
    async ([side, step, permission], { run, prepareCopy, deny }) => {
      const { prepared } = await prepareCopy();
      deny(side, permission);
      const report = await run(prepared);
      expect(failures(report)).toEqual([{ side, step, code: 'access-denied', errorSide: side }]);
      const failed = report.checks.find(({ outcome }) => outcome.kind === 'failed');
      expect(failed?.permission).toBe(permission);
      expect(failed?.outcome).toMatchObject({ error: { message: expect.stringContaining(permission) } });
      expect(new Set(ofKind(report, 'skipped'))).toEqual(
        new Set(['destination mount-layers', 'destination create-repository']),
      );
    },
  );

  test.for([
    ['source', 'find-repository', 'ecr:DescribeRepositories'],
    ['destination', 'find-repository', 'ecr:DescribeRepositories'],
    ['destination', 'read-manifest', 'ecr:BatchGetImage'],
  ] as const)(
    'continues without an optional permission of the %s: %s (%s)',
    async ([side, step, permission], { run, prepareCopy, deny }) => {
      const { prepared } = await prepareCopy();
      deny(side, permission);
      const report = await run(prepared);
      expect(ofKind(report, 'optional')).toEqual([`${side} ${step}`]);
      expect(failures(report)).toEqual([]);
      expect(ofKind(report, 'passed')).toContain('destination complete-upload');
    },
  );

  test('reports all denied permissions in one run', async ({ run, prepareCopy, deny }) => {
    const { prepared, to } = await prepareCopy();
    for (const [side, , permission] of deniable) deny(side, permission);
    const report = await run(prepared);
    expect(failures(report)).toEqual(
      deniable.map(([side, step]) => ({ side, step, code: 'access-denied', errorSide: side })),
    );
    expect(to.uploads.size).toBe(0);
  });
});

describe('the upload method', () => {
  test('is the ECR API without GetAuthorizationToken, with the reason', async ({
    registries,
    from,
    names,
    run,
    prepare,
    deny,
  }) => {
    registries.destination.createRepository(names.to);
    const { digest } = await seedImage(from, [['a', 3_000]], ['v1']);
    deny('destination', 'ecr:GetAuthorizationToken');
    const report = await run(await prepare(digest, names));
    expect(failures(report)).toEqual([]);
    expect(triedUploadMethod(report)).toEqual({
      kind: 'api',
      error: expect.objectContaining({
        code: 'access-denied',
        message: expect.stringContaining('Profile production is not allowed ecr:GetAuthorizationToken'),
      }),
    });
  });

  test('is the registry endpoint with GetAuthorizationToken', async ({ run, prepareCopy }) => {
    const { prepared } = await prepareCopy();
    expect(triedUploadMethod(await run(prepared))).toEqual({ kind: 'registry' });
  });

  test('is not tested when the ECR API was chosen', async ({ registries, from, names, run, prepare }) => {
    registries.destination.createRepository(names.to);
    const { digest } = await seedImage(from, [['a', 3_000]], ['v1']);
    const report = await run(await prepare(digest, names, { uploadMethod: 'api' }));
    expect(triedUploadMethod(report)).toBeUndefined();
    expect(registries.ecr.calls.of('GetAuthorizationToken', 'CheckAccess')).toEqual([]);
  });
});
