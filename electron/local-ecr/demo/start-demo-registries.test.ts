import { createHash } from 'node:crypto';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  BatchCheckLayerAvailabilityCommand,
  BatchGetImageCommand,
  ECRClient,
  GetDownloadUrlForLayerCommand,
  paginateDescribeImages,
  paginateDescribeRepositories,
  PutImageCommand,
  type ImageDetail,
} from '@aws-sdk/client-ecr';
import { fromIni } from '@aws-sdk/credential-providers';
import { loadSharedConfigFiles } from '@smithy/core/config';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { startDemoRegistries, type DemoRegistries } from './start-demo-registries.ts';

let directory: string;
let demo: DemoRegistries;
/** Milliseconds of processor time, which other work on the machine does not change. */
let startSeconds: number;
const clients: ECRClient[] = [];

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'demo-registries-'));
  const begin = process.cpuUsage();
  demo = await startDemoRegistries(join(directory, 'aws'));
  const { user, system } = process.cpuUsage(begin);
  startSeconds = (user + system) / 1_000;
  demo.ecr.network.shape = {};
});
afterAll(async () => {
  for (const client of clients) client.destroy();
  await demo.close();
  await rm(directory, { recursive: true });
});

async function readProfiles() {
  const { configFile: configFilepath, credentialsFile: filepath } = demo;
  const { configFile } = await loadSharedConfigFiles({ configFilepath, filepath, ignoreCache: true });
  return configFile;
}

/** A client with the profile's credentials, in its own region or another one. */
async function clientOf(profile: string, otherRegion?: string): Promise<ECRClient> {
  const { region = '', endpoint_url: endpoint = '' } = (await readProfiles())[profile] ?? {};
  const { configFile: configFilepath, credentialsFile: filepath } = demo;
  const credentials = fromIni({ profile, configFilepath, filepath, ignoreCache: true });
  const client = new ECRClient({ region: otherRegion ?? region, endpoint, credentials });
  clients.push(client);
  return client;
}

async function repositoriesOf(client: ECRClient): Promise<readonly string[]> {
  const names: string[] = [];
  for await (const page of paginateDescribeRepositories({ client }, {})) {
    for (const { repositoryName } of page.repositories ?? []) names.push(repositoryName ?? '');
  }
  return names;
}

async function imagesOf(client: ECRClient, repositoryName: string): Promise<readonly ImageDetail[]> {
  const images: ImageDetail[] = [];
  for await (const page of paginateDescribeImages({ client }, { repositoryName })) {
    images.push(...(page.imageDetails ?? []));
  }
  return images;
}

const manifestSchema = z.object({
  config: z.object({ digest: z.string() }).optional(),
  layers: z.array(z.object({ digest: z.string(), size: z.number() })).default([]),
  manifests: z.array(z.object({ digest: z.string() })).default([]),
});

async function manifestOf(client: ECRClient, repositoryName: string, imageId: object) {
  const { images } = await client.send(new BatchGetImageCommand({ repositoryName, imageIds: [imageId] }));
  return manifestSchema.parse(JSON.parse(images?.[0]?.imageManifest ?? ''));
}

const tagged = (images: readonly ImageDetail[], tag: string): ImageDetail | undefined =>
  images.find((image) => image.imageTags?.includes(tag));

describe('the demo profiles', () => {
  it('are created quickly', () => {
    expect(startSeconds).toBeLessThan(1500);
  });

  it('are read by the AWS SDK, each with a region and the endpoint of the local ECR', async () => {
    const profiles = await readProfiles();
    expect(Object.keys(profiles)).toEqual(['demo-build', 'demo-production', 'demo-auditor', 'demo-expired']);
    for (const profile of Object.values(profiles)) {
      expect(profile).toMatchObject({ region: expect.any(String), endpoint_url: demo.ecr.endpoint });
    }
  });

  it('are readable by their owner only', async () => {
    for (const file of [demo.configFile, demo.credentialsFile]) {
      expect((await stat(file)).mode & 0o777).toBe(0o600);
    }
  });

  it('give the auditor read-only access', async () => {
    const client = await clientOf('demo-auditor');
    expect(await repositoriesOf(client)).toEqual(['platform/base', 'team/api']);
    const put = new PutImageCommand({ repositoryName: 'team/api', imageManifest: '{}', imageTag: 'x' });
    await expect(client.send(put)).rejects.toMatchObject({ name: 'AccessDeniedException' });
  });

  it('include an expired session', async () => {
    const client = await clientOf('demo-expired');
    await expect(repositoriesOf(client)).rejects.toMatchObject({ name: 'ExpiredTokenException' });
  });
});

describe('the demo source', () => {
  it('has repositories in two of its regions', async () => {
    expect(await repositoriesOf(await clientOf('demo-build'))).toEqual([
      'charts/api',
      'data/pipeline',
      'platform/base',
      'team/api',
      'team/sandbox',
      'team/web',
      'team/worker',
    ]);
    expect(await repositoriesOf(await clientOf('demo-build', 'ap-southeast-2'))).toEqual(['team/api']);
    expect(await repositoriesOf(await clientOf('demo-build', 'eu-west-1'))).toEqual([]);
  });

  it('has images of every kind', async () => {
    const client = await clientOf('demo-build');
    const latest = tagged(await imagesOf(client, 'team/api'), 'latest');
    expect(latest).toMatchObject({
      imageTags: expect.arrayContaining(['2.12.0', '2', 'latest']),
      imageManifestMediaType: 'application/vnd.oci.image.index.v1+json',
    });
    const web = await imagesOf(client, 'team/web');
    expect(web.filter((image) => image.imageTags === undefined)).toHaveLength(1);
    expect(tagged(web, 'latest')?.imageManifestMediaType).toBe(
      'application/vnd.docker.distribution.manifest.v2+json',
    );
    const charts = await imagesOf(client, 'charts/api');
    expect(charts[0]?.artifactMediaType).toBe('application/vnd.cncf.helm.config.v1+json');
    expect(await imagesOf(client, 'team/sandbox')).toEqual([]);
    expect(await imagesOf(client, 'team/worker')).toHaveLength(140);
  });

  it('has images of realistic sizes and ages', async () => {
    const client = await clientOf('demo-build');
    const images = [...(await imagesOf(client, 'team/api')), ...(await imagesOf(client, 'data/pipeline'))];
    const programs = images.filter(({ artifactMediaType }) => artifactMediaType !== 'application/spdx+json');
    for (const { imageSizeInBytes = 0, imagePushedAt } of programs) {
      expect(imageSizeInBytes).toBeGreaterThan(20_000_000);
      expect(imageSizeInBytes).toBeLessThan(250_000_000);
      const days = (Date.now() - (imagePushedAt?.getTime() ?? 0)) / 86_400_000;
      expect(days).toBeGreaterThan(0.1);
      expect(days).toBeLessThan(250);
    }
  });

  it('serves bytes with the digests of its manifests', async () => {
    const client = await clientOf('demo-build');
    const index = await manifestOf(client, 'team/api', { imageTag: 'latest' });
    const [amd64, arm64] = index.manifests;
    const manifests = [
      await manifestOf(client, 'team/api', { imageDigest: amd64?.digest }),
      await manifestOf(client, 'team/api', { imageDigest: arm64?.digest }),
    ];
    const digests = new Set(
      manifests.flatMap(({ config, layers }) => [
        config?.digest ?? '',
        ...layers.map((layer) => layer.digest),
      ]),
    );
    expect(digests.size).toBe(2 * 3 + 3 + 2);
    for (const layerDigest of digests) {
      const download = new GetDownloadUrlForLayerCommand({ repositoryName: 'team/api', layerDigest });
      const { downloadUrl = '' } = await client.send(download);
      const bytes = Buffer.from(await (await fetch(downloadUrl)).arrayBuffer());
      expect(`sha256:${createHash('sha256').update(bytes).digest('hex')}`).toBe(layerDigest);
    }
  });
});

describe('the demo destination', () => {
  it('has some layers of the newest image already, and a tag that moves', async () => {
    const [source, destination] = [await clientOf('demo-build'), await clientOf('demo-production')];
    const { manifests } = await manifestOf(source, 'team/api', { imageTag: 'latest' });
    const { layers } = await manifestOf(source, 'team/api', { imageDigest: manifests[0]?.digest });
    const check = new BatchCheckLayerAvailabilityCommand({
      repositoryName: 'team/api',
      layerDigests: layers.map((layer) => layer.digest),
    });
    const states = (await destination.send(check)).layers?.map((layer) => layer.layerAvailability);
    expect(new Set(states)).toEqual(new Set(['AVAILABLE', 'UNAVAILABLE']));
    const [from, to] = [await imagesOf(source, 'team/api'), await imagesOf(destination, 'team/api')];
    expect(tagged(to, 'latest')?.imageDigest).toBeDefined();
    expect(tagged(to, 'latest')?.imageDigest).not.toBe(tagged(from, 'latest')?.imageDigest);
  });

  it('has an immutable tag that points to another image', async () => {
    const [source, destination] = [await clientOf('demo-build'), await clientOf('demo-production')];
    const [from, to] = [
      await imagesOf(source, 'platform/base'),
      await imagesOf(destination, 'platform/base'),
    ];
    expect(tagged(to, '12-r6')?.imageDigest).toBeDefined();
    expect(tagged(to, '12-r6')?.imageDigest).not.toBe(tagged(from, '12-r6')?.imageDigest);
    expect(tagged(to, '12-r4')?.imageDigest).toBe(tagged(from, '12-r4')?.imageDigest);
  });
});
