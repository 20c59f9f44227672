import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { pushImage, uploadBlobs } from '../core/api-push.ts';
import { claimArea, type Claim, type ClaimContext } from '../core/claim.ts';
import { imageManifest, newBlob, sha256 } from '../core/content.ts';
import { requireSeen, untried, verdict, type Outcome } from '../core/outcome.ts';
import { readManifest } from '../core/read-image.ts';
import type { TargetRegistry } from '../core/target-registry.ts';
import { awsEcr, findAwsCli } from '../clients/aws-cli.ts';

const withCli =
  (check: (registry: TargetRegistry, repositoryName: string) => Promise<Outcome>): Claim['check'] =>
  async ({ first }: ClaimContext) =>
    findAwsCli() === undefined
      ? untried('There is no AWS CLI on this machine.')
      : check(first, await first.repositories.get('aws-cli'));

/** Runs a command that must succeed. @throws Difference */
async function command(registry: TargetRegistry, ...parameters: readonly string[]): Promise<unknown> {
  const { code, stdout, stderr } = await awsEcr(registry, ...parameters);
  requireSeen({ code, stderr }, { code: 0, stderr: '' });
  return JSON.parse(stdout);
}

const imageIds = z.object({ imageIds: z.array(z.object({ imageTag: z.string() })) });

const describedImages = z.object({
  imageDetails: z.array(
    z.object({ imagePushedAt: z.union([z.string(), z.number()]), imageSizeInBytes: z.number() }),
  ),
});

const registryDescription = z.object({
  registryId: z.string(),
  replicationConfiguration: z.object({ rules: z.array(z.unknown()) }),
});

const replicatedImage = z.object({
  imageId: z.object({ imageDigest: z.string() }),
  replicationStatuses: z.array(z.unknown()),
});

/** Milliseconds of a time as the AWS CLI prints it: version 1 in seconds, version 2 in ISO 8601. */
const timeOf = (printed: string | number): number =>
  typeof printed === 'number' ? printed * 1000 : Date.parse(printed);

export const awsCli = claimArea('aws-cli', 'The AWS CLI', [
  [
    'push',
    'documented',
    'The AWS CLI pushes a layer in one part and an image, which the ECR API has byte for byte.',
    withCli(async (registry, repositoryName) => {
      const folder = await mkdtemp(join(tmpdir(), 'contract-'));
      try {
        const repository = ['--repository-name', repositoryName];
        const { config } = await uploadBlobs(registry, repositoryName);
        const layer = newBlob(1000);
        await writeFile(join(folder, 'layer'), layer.bytes);
        const manifest = imageManifest(config, [layer]);
        await writeFile(join(folder, 'manifest.json'), manifest);
        const initiated = await command(registry, 'initiate-layer-upload', ...repository);
        const { uploadId } = z.object({ uploadId: z.string() }).parse(initiated);
        const upload = [...repository, '--upload-id', uploadId];
        const range = ['--part-first-byte', '0', '--part-last-byte', '999'];
        const part = ['--layer-part-blob', `fileb://${join(folder, 'layer')}`];
        await command(registry, 'upload-layer-part', ...upload, ...range, ...part);
        await command(registry, 'complete-layer-upload', ...upload, '--layer-digests', layer.digest);
        const image = [
          '--image-tag',
          'pushed',
          '--image-manifest',
          `file://${join(folder, 'manifest.json')}`,
        ];
        await command(registry, 'put-image', ...repository, ...image);
        const stored = await readManifest(registry, repositoryName, { imageTag: 'pushed' });
        return verdict(stored === manifest, true);
      } finally {
        await rm(folder, { recursive: true });
      }
    }),
  ],
  [
    'read',
    'documented',
    'The AWS CLI reads an image with batch-get-image, byte for byte.',
    withCli(async (registry, repositoryName) => {
      const { digest } = await pushImage(registry, repositoryName, { tag: 'read' });
      const read = await command(
        registry,
        'batch-get-image',
        '--repository-name',
        repositoryName,
        '--image-ids',
        'imageTag=read',
      );
      const { images } = z.object({ images: z.array(z.object({ imageManifest: z.string() })) }).parse(read);
      return verdict(
        images.map((image) => sha256(image.imageManifest)),
        [digest],
      );
    }),
  ],
  [
    'list',
    'documented',
    'The AWS CLI lists images page by page.',
    withCli(async (registry) => {
      const repositoryName = await registry.repositories.get('aws-cli-list');
      for (const tag of ['a', 'b', 'c']) await pushImage(registry, repositoryName, { tag });
      const listed = await command(
        registry,
        'list-images',
        '--repository-name',
        repositoryName,
        '--page-size',
        '1',
      );
      const tags = imageIds.parse(listed).imageIds.map(({ imageTag }) => imageTag);
      return verdict(tags.toSorted(), ['a', 'b', 'c']);
    }),
  ],
  [
    'describe',
    'documented',
    'The AWS CLI reads the dates and sizes of DescribeImages.',
    withCli(async (registry, repositoryName) => {
      const { config, layer, digest } = await pushImage(registry, repositoryName);
      const described = await command(
        registry,
        'describe-images',
        '--repository-name',
        repositoryName,
        '--image-ids',
        `imageDigest=${digest}`,
      );
      const { imageDetails } = describedImages.parse(described);
      const seen = imageDetails.map(({ imagePushedAt, imageSizeInBytes }) => [
        Math.abs(Date.now() - timeOf(imagePushedAt)) < 600_000,
        imageSizeInBytes,
      ]);
      return verdict(seen, [[true, config.size + layer.size]]);
    }),
  ],
  [
    'password',
    'documented',
    'The password of `aws ecr get-login-password` is accepted by the registry endpoint.',
    withCli(async (registry) => {
      const { stdout } = await awsEcr(registry, 'get-login-password');
      const authorization = `Basic ${Buffer.from(`AWS:${stdout.trim()}`).toString('base64')}`;
      const { status } = await registry.endpoint.send('GET', '/v2/', { headers: { authorization } });
      return verdict(status, 200);
    }),
  ],
  [
    'replication',
    'documented',
    'The AWS CLI reads the replication rules of the registry and the replication status of an image.',
    withCli(async (registry, repositoryName) => {
      const { digest } = await pushImage(registry, repositoryName, { tag: 'replication' });
      const described = await command(registry, 'describe-registry');
      const image = ['--repository-name', repositoryName, '--image-id', `imageDigest=${digest}`];
      const status = await command(registry, 'describe-image-replication-status', ...image);
      const { registryId } = registryDescription.parse(described);
      return verdict(
        [registryId, replicatedImage.parse(status).imageId.imageDigest],
        [registry.accountId, digest],
      );
    }),
  ],
  [
    'error',
    'documented',
    'The AWS CLI reports the exception of a rejected call and fails.',
    withCli(async (registry) => {
      const repositoryName = registry.repositories.missing('aws-cli');
      const { code, stderr } = await awsEcr(registry, 'describe-images', '--repository-name', repositoryName);
      const name = /An error occurred \((\w+)\) when calling the DescribeImages operation/.exec(stderr)?.[1];
      return verdict([code !== 0, name], [true, 'RepositoryNotFoundException']);
    }),
  ],
]);
