import type { ImageSummary } from '../../shared/models/image.ts';
import type { NetworkFacts } from '../../shared/models/network.ts';
import type { Plan } from '../../shared/models/plan.ts';
import { defaultReplicationOptions } from '../../shared/models/plan.ts';
import type { ProfileListing, ProfileSummary } from '../../shared/models/profile.ts';
import type { RegistryIdentity, RegistrySelection } from '../../shared/models/registry.ts';
import type { Repository } from '../../shared/models/repository.ts';
import { defaultSettingChoices } from '../../shared/models/repository-settings.ts';
import type { Transfer } from '../../shared/models/transfer.ts';

/** A pseudorandom digest that depends only on the number. */
export const digestOf = (number: number): string => {
  let seed = number * 2_654_435_761 + 12_345;
  const next = (): string => {
    seed = (seed * 1_664_525 + 1_013_904_223) % 4_294_967_296;
    return Math.floor(seed).toString(16).padStart(8, '0');
  };
  return `sha256:${Array.from({ length: 8 }, next).join('')}`;
};

export const profile = (name: string, more: Partial<ProfileSummary> = {}): ProfileSummary => ({
  name,
  kind: 'static-keys',
  state: { kind: 'long-lived-key' },
  chain: [name],
  warnings: [],
  customEndpoint: false,
  ...more,
});

export const listing: ProfileListing = {
  files: [
    { path: '/home/sam/.aws/config', fileKind: 'config', state: 'read' },
    { path: '/home/sam/.aws/credentials', fileKind: 'credentials', state: 'read' },
  ],
  profiles: [
    profile('development', {
      kind: 'sso-session',
      accountId: '111122223333',
      roleName: 'Developer',
      region: 'eu-west-1',
    }),
    profile('production', {
      kind: 'assume-role',
      accountId: '444455556666',
      roleName: 'release',
      region: 'eu-central-1',
    }),
    profile('no-region'),
    profile('broken', {
      state: { kind: 'incomplete', problem: 'source_profile “base” does not exist.' },
    }),
  ],
  demo: false,
};

export const networkFacts: NetworkFacts = {
  certificates: [{ from: 'system', count: 140 }],
  shellEnvironment: { kind: 'not-needed' },
  hasProxyPassword: false,
  isProxyPasswordStored: true,
};

export const accounts: Readonly<Record<string, string>> = {
  development: '111122223333',
  production: '444455556666',
  'no-region': '111122223333',
};

export const repository = (name: string, more: Partial<Repository> = {}): Repository => ({
  name,
  uri: `111122223333.dkr.ecr.eu-west-1.amazonaws.com/${name}`,
  arn: `arn:aws:ecr:eu-west-1:111122223333:repository/${name}`,
  registryId: '111122223333',
  createdAt: Date.UTC(2026, 2, 12, 9, 30),
  tagMutability: 'MUTABLE',
  tagMutabilityExclusions: [],
  encryption: 'AES256',
  scanOnPush: false,
  ...more,
});

export const image = (number: number, more: Partial<ImageSummary> = {}): ImageSummary => ({
  digest: digestOf(number),
  tags: [`v1.${number}`],
  sizeInBytes: 25_000_000 + number * 1_234_567,
  pushedAt: Date.UTC(2026, 10, 1) - number * 3_600_000,
  kind: 'image',
  mediaType: 'application/vnd.oci.image.manifest.v1+json',
  status: 'ACTIVE',
  ...more,
});

export const identity = ({ profile: name, region }: RegistrySelection): RegistryIdentity => {
  const accountId = accounts[name] ?? '000000000000';
  return {
    profile: name,
    region,
    registryId: accountId,
    accountId,
    arn: `arn:aws:sts::${accountId}:assumed-role/${name}/sam@example.com`,
  };
};

const from = { ...identity({ profile: 'development', region: 'eu-west-1' }) };
const to = { ...identity({ profile: 'production', region: 'eu-central-1' }) };
const uriAt = ({ registryId, region }: RegistryIdentity, name: string): string =>
  `${registryId}.dkr.ecr.${region}.amazonaws.com/${name}`;

const blobs = [
  {
    digest: digestOf(201),
    size: 25_000_000,
    kind: 'layer',
    mediaType: 'application/vnd.oci.image.layer.v1.tar+gzip',
    present: false,
  },
  {
    digest: digestOf(202),
    size: 12_000_000,
    kind: 'layer',
    mediaType: 'application/vnd.oci.image.layer.v1.tar+gzip',
    present: true,
  },
  {
    digest: digestOf(203),
    size: 5_000_000,
    kind: 'layer',
    mediaType: 'application/vnd.oci.image.layer.v1.tar+gzip',
    present: false,
  },
  {
    digest: digestOf(204),
    size: 1000,
    kind: 'config',
    mediaType: 'application/vnd.oci.image.config.v1+json',
    present: false,
  },
] as const;

/** One image with three layers, one of which exists at the destination; two tags to write, one unchanged. */
export const plan: Plan = {
  id: '6f1c2f8e-6c0e-4b5e-9d5b-0c1d2e3f4a5b',
  request: {
    source: { profile: 'development', region: 'eu-west-1', repositoryName: 'team/api' },
    destination: {
      profile: 'production',
      region: 'eu-central-1',
      repositoryName: 'team/api',
      createRepository: false,
      settings: defaultSettingChoices,
    },
    images: [
      { digest: digestOf(1), sourceTags: ['v1.1', 'latest'], destinationTags: ['v1.1', 'latest', 'stable'] },
    ],
    options: defaultReplicationOptions,
  },
  source: { ...from, repositoryName: 'team/api', repositoryUri: uriAt(from, 'team/api') },
  destination: {
    ...to,
    repository: { kind: 'existing', name: 'team/api', uri: uriAt(to, 'team/api'), tagMutability: 'MUTABLE' },
  },
  images: [
    {
      digest: digestOf(1),
      destinationDigest: digestOf(1),
      leftOut: [],
      blockers: [],
      archived: [],
      restoring: [],
      referrers: [],
      kind: 'image',
      sourceTags: ['v1.1', 'latest'],
      tags: [
        { kind: 'create', tag: 'v1.1' },
        { kind: 'move', tag: 'latest', fromDigest: digestOf(77) },
        { kind: 'unchanged', tag: 'stable' },
      ],
      manifests: [
        {
          digest: digestOf(1),
          mediaType: 'application/vnd.oci.image.manifest.v1+json',
          blobs: blobs.map(({ digest }) => digest),
          present: false,
        },
      ],
    },
  ],
  blobs,
  bytes: {
    total: 42_001_000,
    alreadyAtDestination: 12_000_000,
    toTransfer: 30_001_000,
    uploadBytes: 40_001_334,
  },
  uploadStrategy: { kind: 'registry', mayMount: false },
  warnings: [],
  blockers: [],
};

/** A half-complete transfer of that plan. */
export const transfer: Transfer = {
  id: 'a0a0a0a0-0000-4000-8000-000000000001',
  revision: 7,
  state: { kind: 'running' },
  bytes: { total: 42_001_000, alreadyAtDestination: 12_000_000, transferred: 12_300_000 },
  bytesPerSecond: 8_000_000,
  secondsLeft: 3,
  startedAt: Date.UTC(2026, 10, 23, 12),
  source: plan.source,
  destination: { ...to, repositoryName: 'team/api', repositoryUri: uriAt(to, 'team/api') },
  images: [
    {
      digest: digestOf(1),
      kind: 'image',
      sourceTags: ['v1.1', 'latest'],
      destinationTags: ['v1.1', 'latest'],
      layerDigests: blobs.map(({ digest }) => digest),
      state: { kind: 'copying' },
    },
  ],
  layers: Object.fromEntries(
    blobs.map(({ digest, kind, size }, index) => [
      digest,
      {
        digest,
        kind,
        size,
        state:
          index === 0
            ? { kind: 'copying', transferred: 12_300_000, bytesPerSecond: 8_000_000 }
            : index === 1
              ? { kind: 'already-at-destination' }
              : { kind: 'waiting' },
      },
    ]),
  ),
};
