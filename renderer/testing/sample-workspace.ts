import type { Batch } from '../../shared/models/batch.ts';
import type { Comparison, TaggedImage } from '../../shared/models/comparison.ts';
import type { HistoryEntry } from '../../shared/models/history.ts';
import type { ImageSearch } from '../../shared/models/image-search.ts';
import type { ImageDetails } from '../../shared/models/image-details.ts';
import { digestOf, plan, transfer } from './sample-data.ts';

const { source, destination } = plan.request;
const at = Date.UTC(2026, 10, 20, 9);

const tagged = (number: number): TaggedImage => ({
  digest: digestOf(number),
  pushedAt: at - number * 86_400_000,
  sizeInBytes: 25_000_000,
  archived: false,
});

/** One pair with a tag of each kind. */
export const comparison: Comparison = {
  id: 'c0c0c0c0-0000-4000-8000-000000000001',
  request: {
    source,
    destination,
    pairs: [{ source: source.repositoryName, destination: destination.repositoryName }],
  },
  state: 'done',
  at,
  pairs: [
    {
      source: source.repositoryName,
      destination: destination.repositoryName,
      state: {
        kind: 'compared',
        destinationExists: true,
        tags: [
          { kind: 'only-at-source', tag: '1.5.0', source: tagged(1) },
          { kind: 'same', tag: '1.4.0', source: tagged(2), destination: tagged(2) },
          { kind: 'different', tag: 'latest', source: tagged(1), destination: tagged(2), newer: 'source' },
          { kind: 'only-at-destination', tag: 'rollback', destination: tagged(9) },
        ],
        counts: { same: 1, different: 1, 'only-at-source': 1, 'only-at-destination': 1 },
        untagged: { source: 2, destination: 0 },
      },
    },
  ],
};

/** A search that has just started. */
export const imageSearch: ImageSearch = {
  id: 'f0f0f0f0-0000-4000-8000-000000000001',
  request: {
    match: 'whole',
    registry: { profile: 'development', region: 'eu-west-1' },
    reference: '1.5.0',
  },
  state: 'listing',
  repositories: 0,
  searched: 0,
  denied: 0,
  failed: 0,
  more: 0,
  found: [],
};

/** One planned repository, and one without selected tags. */
export const batch: Batch = {
  id: 'b0b0b0b0-0000-4000-8000-000000000001',
  request: { kind: 'requests', requests: [plan.request] },
  state: { kind: 'ready', blockers: [] },
  rows: [
    {
      sourceRepository: 'team/api',
      destinationRepository: 'team/api',
      state: {
        kind: 'planned',
        plans: [
          {
            planId: plan.id,
            images: 1,
            bytes: { total: 42_001_000, alreadyAtDestination: 12_000_000, toTransfer: 30_001_000 },
            creates: false,
            tags: { create: 1, move: 1, unchanged: 1 },
            putImageCalls: 4,
            warnings: [],
            blockers: [],
            blocked: [],
          },
        ],
      },
    },
    {
      sourceRepository: 'team/web',
      destinationRepository: 'team/web',
      state: { kind: 'nothing-picked', tags: 12 },
    },
  ],
  totals: {
    images: 1,
    bytes: { total: 42_001_000, alreadyAtDestination: 12_000_000, toTransfer: 30_001_000 },
  },
};

const layer = (number: number, size: number) => ({
  digest: digestOf(number),
  mediaType: 'application/vnd.oci.image.layer.v1.tar+gzip',
  size,
});

export const imageDetails = (digest: string): ImageDetails => {
  const document = (mediaType: string, text: string) => ({
    digest,
    mediaType,
    size: text.length,
    text,
    cut: false,
  });
  return {
    digest,
    kind: 'image',
    uri: `${plan.source.repositoryUri}@${digest}`,
    manifest: document('application/vnd.oci.image.manifest.v1+json', '{"schemaVersion":2}'),
    annotations: {},
    content: {
      kind: 'image',
      config: {
        kind: 'read',
        value: {
          document: document(
            'application/vnd.oci.image.config.v1+json',
            '{"architecture":"amd64","os":"linux"}',
          ),
          parsed: {
            platform: { os: 'linux', architecture: 'amd64' },
            createdAt: '2026-11-01T08:00:00Z',
            entrypoint: ['/app/server'],
            command: [],
            exposedPorts: ['8080/tcp'],
            environmentNames: ['PATH'],
            labels: { 'org.opencontainers.image.source': 'https://git.example.com/team/api' },
          },
        },
      },
      steps: [
        { createdBy: 'ADD rootfs.tar.xz /', layer: layer(201, 25_000_000) },
        { createdBy: 'ENV PATH=/usr/local/bin:/usr/bin' },
        { createdBy: 'COPY server /app/server', layer: layer(203, 5_000_000) },
      ],
      layersSize: 30_000_000,
    },
    referrers: { kind: 'read', value: [] },
    findings: { kind: 'scanned', at, counts: { HIGH: 2, MEDIUM: 5 } },
  };
};

export const historyEntry: HistoryEntry = {
  version: 1,
  id: transfer.id,
  startedAt: transfer.startedAt,
  finishedAt: transfer.startedAt + 9_000,
  duration: 9_000,
  result: 'verified',
  source: transfer.source,
  destination: transfer.destination,
  bytes: { total: 42_001_000, alreadyAtDestination: 12_000_000, transferred: 30_001_000 },
  images: [
    {
      sourceDigest: digestOf(1),
      destinationDigest: digestOf(1),
      sourceTags: ['v1.1', 'latest'],
      destinationTags: ['v1.1', 'latest', 'stable'],
      outcome: { kind: 'verified', at: transfer.startedAt + 9_000 },
    },
  ],
  request: plan.request,
  planned: { images: 1, tags: 3, bytes: 30_001_000, seconds: 3, uploadMethod: 'registry' },
};
