import { readFile, writeFile } from 'node:fs/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { ReplicationOptions } from '../../../shared/models/plan.ts';
import type { PreflightCheck, PreflightReport } from '../../../shared/models/preflight.ts';
import { triedUploadMethod } from '../../../shared/models/preflight.ts';
import type { Side } from '../../../shared/result.ts';
import { setArchived } from '../../local-ecr/registry/archive-image.ts';
import { putImage } from '../../local-ecr/registry/put-image.ts';
import type { Repository } from '../../local-ecr/registry/repository.ts';
import type { PreparedPlan } from '../plan/plan-store.ts';
import { createPlans } from '../plan/plan-store.ts';
import { seedImage, seedIndex } from '../../testing/seed-image.ts';
import type { TwoRegistries } from '../../testing/two-registries.ts';
import { startTwoRegistries } from '../../testing/two-registries.ts';
import { runPreflight } from './run-preflight.ts';

let registries: TwoRegistries;
let from: Repository;
let count = 0;

const lifecycle = JSON.stringify({ rules: [{ rulePriority: 1, description: 'keep it '.repeat(12) }] });
const names = () => ({ from: `source/${count}`, to: `destination/${count}` });
const run = (prepared: PreparedPlan): Promise<PreflightReport> => runPreflight(registries.access, prepared);

beforeAll(async () => {
  registries = await startTwoRegistries();
});
afterAll(() => registries.close());
beforeEach(() => {
  count += 1;
  from = registries.source.createRepository(names().from);
});
afterEach(() => registries.ecr.faults.clear());

async function prepare(
  digest: string,
  between: Parameters<TwoRegistries['request']>[0],
  options?: Partial<ReplicationOptions>,
) {
  const images = [{ digest, sourceTags: ['v1'], destinationTags: ['v1'] }];
  const request = registries.request(between, images, options);
  const prepared = await createPlans(registries.access).create(request);
  registries.ecr.calls.clear();
  return prepared;
}

/** Creates a plan for an index of two images, into an existing empty repository. */
async function prepareCopy(): Promise<{ readonly prepared: PreparedPlan; readonly to: Repository }> {
  const to = registries.destination.createRepository(names().to);
  const children = [await seedImage(from, [['a', 3_000]]), await seedImage(from, [['b', 4_000]])];
  return { prepared: await prepare(seedIndex(from, children, ['v1']), names()), to };
}

const ofKind = ({ checks }: PreflightReport, kind: PreflightCheck['outcome']['kind']) =>
  checks.filter(({ outcome }) => outcome.kind === kind).map(({ side, step }) => `${side} ${step}`);

const failures = ({ checks }: PreflightReport) =>
  checks.flatMap(({ side, step, outcome }) =>
    outcome.kind === 'failed'
      ? [{ side, step, code: outcome.error.code, errorSide: outcome.error.side }]
      : [],
  );

/** The content of a repository that other clients can see. */
const visible = (repository: Repository) => ({
  images: [...repository.images.keys()],
  tags: [...repository.tags],
  layers: [...repository.layers.keys()],
});

describe('with all permissions', () => {
  test('passes every testable check without a visible trace', async () => {
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

  test('needs a dozen calls, one byte of one layer, and no PutImage', async () => {
    const { prepared } = await prepareCopy();
    await run(prepared);
    const { calls } = registries.ecr;
    expect(calls.all.map(({ operation }) => operation).toSorted()).toEqual([
      'BatchCheckLayerAvailability',
      'BatchGetImage',
      'BatchGetImage',
      'CheckAccess',
      'CompleteLayerUpload',
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

  test('tests no transfer of layers for an image that exists at the destination', async () => {
    const to = registries.destination.createRepository(names().to);
    const { digest } = await seedImage(from, [['same', 2_000]], ['v1']);
    await seedImage(to, [['same', 2_000]], ['v1']);
    const report = await run(await prepare(digest, names()));
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

  test('tests PutImage and the source, but no transfer of layers, for a new tag of an existing image', async () => {
    const to = registries.destination.createRepository(names().to);
    const { digest } = await seedImage(from, [['same', 2_000]], ['v1']);
    await seedImage(to, [['same', 2_000]], ['other']);
    const report = await run(await prepare(digest, names()));
    expect(ofKind(report, 'untestable')).toEqual(['destination put-image']);
    expect(ofKind(report, 'passed')).toContain('source read-manifest');
    expect(ofKind(report, 'skipped')).toContain('source download-layer');
  });
});

describe('for a repository that the plan creates', () => {
  test('tests nothing and lists the permissions for creating it', async () => {
    from.settings.lifecyclePolicyText = lifecycle;
    from.settings.policyText = JSON.stringify({
      Statement: [{ Effect: 'Allow', Principal: '*', Action: 'ecr:BatchGetImage' }],
    });
    from.resourceTags.set('team', 'api');
    const { digest } = await seedImage(from, [['a', 3_000]], ['v1']);
    const kmsKey = 'arn:aws:kms:us-east-1:222222222222:key/own';
    const prepared = await prepare(digest, {
      ...names(),
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
    expect(registries.destination.repositories.has(names().to)).toBe(false);
  });

  test('lists only CreateRepository when the settings are the default ones', async () => {
    const { digest } = await seedImage(from, [['a', 3_000]], ['v1']);
    const report = await run(await prepare(digest, { ...names(), create: true }));
    const untested = report.checks.filter(({ outcome }) => outcome.kind === 'untestable');
    expect(untested.map(({ permission }) => permission)).toEqual(['ecr:PutImage', 'ecr:CreateRepository']);
  });

  test('fails when the repository has been created since', async () => {
    const { digest } = await seedImage(from, [['a', 3_000]], ['v1']);
    const prepared = await prepare(digest, { ...names(), create: true });
    registries.destination.createRepository(names().to);
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

const deny = (side: Side, action: string): void =>
  registries.ecr.faults.deny({
    action,
    principalArn: `arn:aws:iam::${side === 'source' ? '111111111111:user/build' : '222222222222:user/production'}`,
  });

describe('without a permission', () => {
  test.each(deniable)(
    'reports only the denied permission of the %s: %s (%s)',
    async (side, step, permission) => {
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

  test.each([
    ['source', 'find-repository', 'ecr:DescribeRepositories'],
    ['destination', 'find-repository', 'ecr:DescribeRepositories'],
    ['destination', 'read-manifest', 'ecr:BatchGetImage'],
  ] as const)(
    'continues without an optional permission of the %s: %s (%s)',
    async (side, step, permission) => {
      const { prepared } = await prepareCopy();
      deny(side, permission);
      const report = await run(prepared);
      expect(ofKind(report, 'optional')).toEqual([`${side} ${step}`]);
      expect(failures(report)).toEqual([]);
      expect(ofKind(report, 'passed')).toContain('destination complete-upload');
    },
  );

  test('reports all denied permissions in one run', async () => {
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
  test('is the ECR API without GetAuthorizationToken, with the reason', async () => {
    registries.destination.createRepository(names().to);
    const { digest } = await seedImage(from, [['a', 3_000]], ['v1']);
    deny('destination', 'ecr:GetAuthorizationToken');
    const report = await run(await prepare(digest, names()));
    expect(failures(report)).toEqual([]);
    expect(triedUploadMethod(report)).toEqual({
      kind: 'api',
      error: expect.objectContaining({
        code: 'access-denied',
        message: expect.stringContaining('Profile production is not allowed ecr:GetAuthorizationToken'),
      }),
    });
  });

  test('is the registry endpoint with GetAuthorizationToken', async () => {
    const { prepared } = await prepareCopy();
    expect(triedUploadMethod(await run(prepared))).toEqual({ kind: 'registry' });
  });

  test('is not tested when the ECR API was chosen', async () => {
    registries.destination.createRepository(names().to);
    const { digest } = await seedImage(from, [['a', 3_000]], ['v1']);
    const report = await run(await prepare(digest, names(), { uploadMethod: 'api' }));
    expect(triedUploadMethod(report)).toBeUndefined();
    expect(registries.ecr.calls.of('GetAuthorizationToken', 'CheckAccess')).toEqual([]);
  });
});

describe('when something has changed since the plan', () => {
  test('reports a deleted source repository, skips the checks after it and still tests the destination', async () => {
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

  test('reports a deleted destination repository', async () => {
    const { prepared, to } = await prepareCopy();
    await registries.destination.deleteRepository(to.name, { force: true });
    const report = await run(prepared);
    expect(failures(report)).toMatchObject([
      { side: 'destination', step: 'find-repository', code: 'repository-not-found' },
    ]);
    expect(registries.ecr.calls.of('InitiateLayerUpload')).toEqual([]);
    expect(ofKind(report, 'untestable')).toEqual([]);
  });

  test('reports a missing repository that the plan does not create', async () => {
    const { digest } = await seedImage(from, [['a', 3_000]], ['v1']);
    const report = await run(await prepare(digest, names()));
    expect(failures(report)).toMatchObject([{ step: 'find-repository', code: 'repository-not-found' }]);
  });

  test('reports a change of the tag immutability', async () => {
    const { prepared, to } = await prepareCopy();
    to.settings.tagMutability = 'IMMUTABLE';
    expect(failures(await run(prepared))).toMatchObject([{ step: 'find-repository', code: 'plan-outdated' }]);
  });

  test('reports an archived image and a deleted one', async () => {
    const to = registries.destination.createRepository(names().to);
    const { digest, manifest } = await seedImage(from, [['a', 3_000]], ['v1']);
    const prepared = await prepare(digest, names());
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

  test('reports a profile of another account and makes no calls with it', async () => {
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

  test('reports only that credentials have expired, and no checks after it', async () => {
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
  test('names the host of the layers when it cannot be reached', async () => {
    const { prepared } = await prepareCopy();
    registries.ecr.faults.add({ kind: 'reset-request', operation: 'DownloadLayer', times: 2 });
    const report = await run(prepared);
    expect(failures(report)).toEqual([
      { side: 'source', step: 'download-layer', code: 'network', errorSide: 'source' },
    ]);
    const failed = report.checks.find(({ outcome }) => outcome.kind === 'failed');
    expect(failed?.outcome).toMatchObject({ error: { message: expect.stringContaining('127.0.0.1:') } });
  });

  test('reports a refusal of the host of the layers', async () => {
    const { prepared } = await prepareCopy();
    registries.ecr.faults.add({ kind: 'access-denied', operation: 'DownloadLayer', times: 2 });
    expect(failures(await run(prepared))).toMatchObject([{ step: 'download-layer', code: 'access-denied' }]);
  });

  test('reports a KMS key of the destination that ECR cannot use', async () => {
    const { prepared } = await prepareCopy();
    registries.ecr.faults.add({ kind: 'kms-failure', operation: 'InitiateLayerUpload' });
    expect(failures(await run(prepared))).toMatchObject([{ step: 'start-upload', code: 'kms' }]);
  });
});
