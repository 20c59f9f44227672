import type { LocalEcr } from '../local-ecr.ts';
import type { Registry } from '../registry/registry.ts';
import { buildAccountId, productionAccountId } from './demo-accounts.ts';
import { putBillOfMaterials, putHelmChart } from './demo-artifacts.ts';
import { putDemoImage, putDemoIndex } from './demo-image.ts';
import { expireUntagged, productionPulls } from './demo-policies.ts';
import { apiImage, hardenedBaseImage, pipelineImage, webImage, workerImage } from './demo-images.ts';

const day = 24 * 60 * 60 * 1000;

/** The number of builds of `team/worker`: enough for several pages. */
const workerBuilds = 140;

/** The number of releases of `team/api`; from the 14th on they are multi-platform. */
const apiReleases = 26;
const firstMultiPlatformRelease = 14;

/** Fills the registries of both accounts with the images of a mid-size company, with push times before `now`. */
export function fillDemoRegistries(ecr: Pick<LocalEcr, 'registry'>, now: Date): void {
  const daysAgo = (days: number): Date => new Date(now.getTime() - days * day);
  fillBuild(ecr.registry(buildAccountId, 'us-east-1'), daysAgo);
  fillApi(ecr.registry(buildAccountId, 'ap-southeast-2'), daysAgo, apiReleases - 2);
  fillProduction(ecr.registry(productionAccountId, 'eu-west-1'), daysAgo);
}

type DaysAgo = (days: number) => Date;

function fillBuild(registry: Registry, daysAgo: DaysAgo): void {
  fillApi(registry, daysAgo, 1);
  fillWeb(registry, daysAgo);
  fillPipeline(registry, daysAgo);
  fillCharts(registry, daysAgo);
  fillBase(registry, daysAgo);
  fillWorker(registry, daysAgo);
  registry.createRepository('team/sandbox', { createdAt: daysAgo(9.2) });
}

/** One release a week; the newest has the floating tags that deployments use. */
function fillApi(registry: Registry, daysAgo: DaysAgo, firstRelease: number): void {
  const repository = registry.createRepository('team/api', {
    createdAt: daysAgo(204),
    scanOnPush: true,
    resourceTags: { team: 'platform', 'cost-center': '4711' },
  });
  repository.settings.lifecyclePolicyText = expireUntagged;
  repository.settings.policyText = productionPulls;
  for (let release = firstRelease; release <= apiReleases; release += 1) {
    const version = apiVersion(release);
    const placement = { tags: apiTags(release), pushedAt: daysAgo((apiReleases - release) * 7.3 + 0.6) };
    if (release < firstMultiPlatformRelease) {
      putDemoImage(repository, apiImage(release, version, 'amd64'), placement);
      continue;
    }
    const platforms = (['amd64', 'arm64'] as const).map((architecture) =>
      apiImage(release, version, architecture),
    );
    const index = putDemoIndex(repository, platforms, placement);
    // Deployments pulled the last releases.
    if (release > apiReleases - 3) index.pulledAt = daysAgo((apiReleases - release) * 7.3 + 0.1);
    if (release === apiReleases) putBillOfMaterials(repository, index, { tags: [], pushedAt: daysAgo(0.5) });
  }
}

const apiVersion = (release: number): string =>
  release < firstMultiPlatformRelease ? `1.${release - 1}.0` : `2.${release - firstMultiPlatformRelease}.0`;

function apiTags(release: number): readonly string[] {
  const version = apiVersion(release);
  if (release === apiReleases) return [version, '2', 'latest'];
  return release === firstMultiPlatformRelease - 1 ? [version, '1'] : [version];
}

/** Docker media types, permanent tags, and a `latest` that moved away from the previous build, which has no other tag. */
function fillWeb(registry: Registry, daysAgo: DaysAgo): void {
  const repository = registry.createRepository('team/web', {
    createdAt: daysAgo(180),
    tagMutability: 'IMMUTABLE_WITH_EXCLUSION',
    exclusionFilters: [{ filterType: 'WILDCARD', filter: 'latest' }],
  });
  for (let release = 1; release <= 10; release += 1) {
    const version = `2026.${release}`;
    const placement = { tags: [version], pushedAt: daysAgo(173 - release * 16.4) };
    putDemoImage(repository, webImage(release, version), placement, 'docker');
  }
  for (const [release, days] of [
    [11, 3.4],
    [12, 1.2],
  ] as const) {
    const placement = { tags: ['latest'], pushedAt: daysAgo(days) };
    putDemoImage(repository, webImage(release, 'main'), placement, 'docker');
  }
}

function fillPipeline(registry: Registry, daysAgo: DaysAgo): void {
  const repository = registry.createRepository('data/pipeline', {
    createdAt: daysAgo(96),
    encryption: {
      encryptionType: 'KMS',
      kmsKey: `arn:aws:kms:${registry.region}:${registry.accountId}:key/8f7d3c52-6c1e-4d0b-9a55-2f4f0f0f7a11`,
    },
  });
  for (const [index, version] of ['3.0.0', '3.1.0', '3.2.0'].entries()) {
    const tags = version === '3.2.0' ? [version, 'stable'] : [version];
    putDemoImage(repository, pipelineImage(index + 1, version), {
      tags,
      pushedAt: daysAgo(90 - index * 38.7),
    });
  }
}

function fillCharts(registry: Registry, daysAgo: DaysAgo): void {
  const repository = registry.createRepository('charts/api', { createdAt: daysAgo(150) });
  for (let release = 1; release <= 6; release += 1) {
    const version = `0.${release + 3}.0`;
    const chart = { name: 'api', version, appVersion: apiVersion(apiReleases - 6 + release) };
    putHelmChart(repository, chart, { tags: [version], pushedAt: daysAgo((6 - release) * 21.5 + 1.8) });
  }
}

/** A base image for every month, in a repository with immutable tags. */
function fillBase(registry: Registry, daysAgo: DaysAgo): void {
  const repository = registry.createRepository('platform/base', {
    createdAt: daysAgo(190),
    tagMutability: 'IMMUTABLE',
    scanOnPush: true,
  });
  for (let month = 1; month <= 6; month += 1) {
    const placement = { tags: [baseTag(month)], pushedAt: daysAgo((6 - month) * 30.4 + 12.1) };
    putDemoImage(repository, hardenedBaseImage(month, baseTag(month)), placement);
  }
}

const baseTag = (month: number): string => `12-r${month}`;

function fillWorker(registry: Registry, daysAgo: DaysAgo): void {
  const repository = registry.createRepository('team/worker', { createdAt: daysAgo(121) });
  for (let build = 1; build <= workerBuilds; build += 1) {
    const tags = build === workerBuilds ? [`build-${build}`, 'latest'] : [`build-${build}`];
    putDemoImage(repository, workerImage(build), {
      tags,
      pushedAt: daysAgo((workerBuilds - build) * 0.83 + 0.2),
    });
  }
}

/**
 * The images already at the destination: the last releases for one platform, so that half the layers of the newest one
 * exist and `latest` moves; and an immutable repository in which the newest base tag points to another image.
 */
function fillProduction(registry: Registry, daysAgo: DaysAgo): void {
  const api = registry.createRepository('team/api', { createdAt: daysAgo(160), scanOnPush: true });
  for (const release of [firstMultiPlatformRelease - 2, firstMultiPlatformRelease - 1]) {
    const version = apiVersion(release);
    const tags = release === firstMultiPlatformRelease - 1 ? [version, 'latest'] : [version];
    const placement = { tags, pushedAt: daysAgo((apiReleases - release) * 7.3) };
    putDemoImage(api, apiImage(release, version, 'amd64'), placement);
  }
  const base = registry.createRepository('platform/base', {
    createdAt: daysAgo(150),
    tagMutability: 'IMMUTABLE',
  });
  for (const [month, tag] of [
    [4, baseTag(4)],
    [5, baseTag(6)],
  ] as const) {
    putDemoImage(base, hardenedBaseImage(month, tag), { tags: [tag], pushedAt: daysAgo(70 - month * 11.3) });
  }
}
