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

/** A plan for an index of two images, into a repository that is there and empty. */
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

/** What others can see of the destination. */
const visible = (repository: Repository) => ({
  images: [...repository.images.keys()],
  tags: [...repository.tags],
  layers: [...repository.layers.keys()],
});

describe('everything allowed', () => {
  test('every check passes that can be tried, and nobody sees anything of it', async () => {
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

  test('it takes a dozen calls, one byte of one layer, and no PutImage', async () => {
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

  test('an image that is there already needs no way for layers', async () => {
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

  test('a tag alone needs PutImage and the source, and no way for layers', async () => {
    const to = registries.destination.createRepository(names().to);
    const { digest } = await seedImage(from, [['same', 2_000]], ['v1']);
    await seedImage(to, [['same', 2_000]], ['other']);
    const report = await run(await prepare(digest, names()));
    expect(ofKind(report, 'untestable')).toEqual(['destination put-image']);
    expect(ofKind(report, 'passed')).toContain('source read-manifest');
    expect(ofKind(report, 'skipped')).toContain('source download-layer');
  });
});

describe('a repository that will be created', () => {
  test('is not tried, and the permissions for it are told', async () => {
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

  test('with default settings takes CreateRepository alone', async () => {
    const { digest } = await seedImage(from, [['a', 3_000]], ['v1']);
    const report = await run(await prepare(digest, { ...names(), create: true }));
    const untested = report.checks.filter(({ outcome }) => outcome.kind === 'untestable');
    expect(untested.map(({ permission }) => permission)).toEqual(['ecr:PutImage', 'ecr:CreateRepository']);
  });

  test('and is there by now', async () => {
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

describe('permissions', () => {
  test.each(deniable)('the %s may not %s (%s): that alone is named', async (side, step, permission) => {
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
  });

  test.each([
    ['source', 'find-repository', 'ecr:DescribeRepositories'],
    ['destination', 'find-repository', 'ecr:DescribeRepositories'],
    ['destination', 'read-manifest', 'ecr:BatchGetImage'],
  ] as const)(
    'the %s may not %s (%s): the copy works without it, and everything behind it is tried',
    async (side, step, permission) => {
      const { prepared } = await prepareCopy();
      deny(side, permission);
      const report = await run(prepared);
      expect(ofKind(report, 'optional')).toEqual([`${side} ${step}`]);
      expect(failures(report)).toEqual([]);
      expect(ofKind(report, 'passed')).toContain('destination complete-upload');
    },
  );

  test('all that is denied is named at once', async () => {
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
  test('without GetAuthorizationToken it is the ECR API, and that is said', async () => {
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

  test('with it, it is the registry endpoint', async () => {
    const { prepared } = await prepareCopy();
    expect(triedUploadMethod(await run(prepared))).toEqual({ kind: 'registry' });
  });

  test('chosen to be the ECR API, the registry endpoint is not tried', async () => {
    registries.destination.createRepository(names().to);
    const { digest } = await seedImage(from, [['a', 3_000]], ['v1']);
    const report = await run(await prepare(digest, names(), { door: 'api' }));
    expect(triedUploadMethod(report)).toBeUndefined();
    expect(registries.ecr.calls.of('GetAuthorizationToken', 'CheckAccess')).toEqual([]);
  });
});

describe('what has changed since the plan was made', () => {
  test('the source repository is gone: nothing behind it is asked, the destination is', async () => {
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

  test('the destination repository is gone', async () => {
    const { prepared, to } = await prepareCopy();
    await registries.destination.deleteRepository(to.name, { force: true });
    const report = await run(prepared);
    expect(failures(report)).toMatchObject([
      { side: 'destination', step: 'find-repository', code: 'repository-not-found' },
    ]);
    expect(registries.ecr.calls.of('InitiateLayerUpload')).toEqual([]);
    expect(ofKind(report, 'untestable')).toEqual([]);
  });

  test('a repository that is missing, without leave to create it', async () => {
    const { digest } = await seedImage(from, [['a', 3_000]], ['v1']);
    const report = await run(await prepare(digest, names()));
    expect(failures(report)).toMatchObject([{ step: 'find-repository', code: 'repository-not-found' }]);
  });

  test('its tags can no longer be moved', async () => {
    const { prepared, to } = await prepareCopy();
    to.settings.tagMutability = 'IMMUTABLE';
    expect(failures(await run(prepared))).toMatchObject([{ step: 'find-repository', code: 'plan-outdated' }]);
  });

  test('the image was archived, or deleted', async () => {
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

  test('a profile acts in another account: nothing there is called', async () => {
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

  test('credentials have expired: that one thing is told, and nothing behind it', async () => {
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

describe('beside the API', () => {
  test('the host of the layers cannot be reached: it is named', async () => {
    const { prepared } = await prepareCopy();
    registries.ecr.faults.add({ kind: 'reset-request', operation: 'DownloadLayer', times: 2 });
    const report = await run(prepared);
    expect(failures(report)).toEqual([
      { side: 'source', step: 'download-layer', code: 'network', errorSide: 'source' },
    ]);
    const failed = report.checks.find(({ outcome }) => outcome.kind === 'failed');
    expect(failed?.outcome).toMatchObject({ error: { message: expect.stringContaining('127.0.0.1:') } });
  });

  test('the host of the layers refuses', async () => {
    const { prepared } = await prepareCopy();
    registries.ecr.faults.add({ kind: 'access-denied', operation: 'DownloadLayer', times: 2 });
    expect(failures(await run(prepared))).toMatchObject([{ step: 'download-layer', code: 'access-denied' }]);
  });

  test('a key of the destination that ECR cannot use', async () => {
    const { prepared } = await prepareCopy();
    registries.ecr.faults.add({ kind: 'kms-failure', operation: 'InitiateLayerUpload' });
    expect(failures(await run(prepared))).toMatchObject([{ step: 'start-upload', code: 'kms' }]);
  });
});
