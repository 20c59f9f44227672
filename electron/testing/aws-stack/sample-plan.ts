import type { Plan, PlannedBlob, PlannedImage } from '../../../shared/models/plan.ts';
import { replicationRequestSchema } from '../../../shared/models/plan.ts';
import { repositoryUri } from '../../../shared/models/reference.ts';

export interface SamplePlan {
  readonly source?: { readonly accountId: string; readonly region: string; readonly repositoryName: string };
  readonly destination?: {
    readonly accountId: string;
    readonly region: string;
    readonly repositoryName: string;
  };
  /** The account of the profile that writes. */
  readonly writer?: string;
  /** Bytes of the one layer of each image. */
  readonly images?: readonly number[];
}

const digestOf = (text: string): string =>
  `sha256:${Buffer.from(text).toString('hex').padEnd(64, '0').slice(0, 64)}`;

const identity = (accountId: string, name: string) => ({
  profile: name,
  accountId,
  arn: `arn:aws:iam::${accountId}:user/${name}`,
});

/** A plan of images with one layer each, without reading a registry. */
export function createSamplePlan({
  source = { accountId: '111111111111', region: 'eu-west-1', repositoryName: 'team/api' },
  destination = { accountId: '222222222222', region: 'us-east-1', repositoryName: 'mirror/api' },
  writer = destination.accountId,
  images = [1_000_000],
}: SamplePlan = {}): Plan {
  const blobs: readonly PlannedBlob[] = images.map((size, index) => ({
    digest: digestOf(`layer ${index}`),
    size,
    kind: 'layer',
    mediaType: 'application/vnd.oci.image.layer.v1.tar+gzip',
    present: false,
  }));
  const planned: readonly PlannedImage[] = blobs.map(({ digest: layer }, index) => {
    const digest = digestOf(`image ${index}`);
    return {
      digest,
      destinationDigest: digest,
      kind: 'image',
      sourceTags: [`v${index}`],
      tags: [{ kind: 'create', tag: `v${index}` }],
      manifests: [
        { digest, mediaType: 'application/vnd.oci.image.manifest.v1+json', blobs: [layer], present: false },
      ],
      leftOut: [],
      referrers: [],
      blockers: [],
      archived: [],
      restoring: [],
    };
  });
  const total = images.reduce((sum, size) => sum + size, 0);
  return {
    id: 'plan',
    request: replicationRequestSchema.parse({
      source: { profile: 'build', ...source },
      destination: { profile: 'production', ...destination, createRepository: false },
      images: planned.map(({ digest, sourceTags }) => ({ digest, sourceTags, destinationTags: sourceTags })),
    }),
    source: {
      ...identity(source.accountId, 'build'),
      region: source.region,
      registryId: source.accountId,
      repositoryName: source.repositoryName,
      repositoryUri: repositoryUri(source),
    },
    destination: {
      ...identity(writer, 'production'),
      region: destination.region,
      registryId: destination.accountId,
      repository: {
        kind: 'existing',
        name: destination.repositoryName,
        uri: repositoryUri(destination),
        tagMutability: 'MUTABLE',
      },
    },
    images: planned,
    blobs,
    bytes: { total, alreadyAtDestination: 0, toTransfer: total, uploadBytes: total },
    uploadStrategy: { kind: 'registry', mayMount: false },
    warnings: [],
    blockers: [],
  };
}
