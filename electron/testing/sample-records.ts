import { createHash } from 'node:crypto';
import type { HistoryEntry } from '../../shared/models/history.ts';
import { replicationRequestSchema } from '../../shared/models/plan.ts';
import type { QueuedTransfer } from '../engine/transfers/store/queued-transfer.ts';

const endpointOf = (accountId: string, region: string, profile: string, repositoryName: string) => ({
  profile,
  region,
  registryId: accountId,
  accountId,
  arn: `arn:aws:iam::${accountId}:user/${profile}`,
  repositoryName,
  repositoryUri: `${accountId}.dkr.ecr.${region}.amazonaws.com/${repositoryName}`,
});

export const sampleDigest = (seed: number | string): string =>
  `sha256:${createHash('sha256').update(String(seed)).digest('hex')}`;

export const sampleId = (number: number): string =>
  `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;

const request = (repository: string, digests: readonly string[], tag: string) =>
  replicationRequestSchema.parse({
    source: { profile: 'build', region: 'eu-west-1', repositoryName: repository },
    destination: {
      profile: 'production',
      region: 'us-east-1',
      repositoryName: repository,
      createRepository: false,
    },
    images: digests.map((digest) => ({ digest, sourceTags: [tag], destinationTags: [tag] })),
  });

const endpoints = (repository: string) => ({
  source: endpointOf('111111111111', 'eu-west-1', 'build', repository),
  destination: endpointOf('222222222222', 'us-east-1', 'production', repository),
});

/** A waiting transfer, whose tag, repository and digests depend on the number. */
export function sampleTransfer(number: number, images = 1): QueuedTransfer {
  const repository = `team/app-${number % 50}`;
  const digests = Array.from({ length: images }, (_, index) => sampleDigest(`${number}-${index}`));
  const tag = `v${number}`;
  return {
    id: sampleId(number),
    startedAt: number,
    hasStarted: false,
    request: request(repository, digests, tag),
    movedTags: [],
    ...endpoints(repository),
    images: digests.map((digest) => ({
      digest,
      kind: 'image',
      sourceTags: [tag],
      destinationTags: [tag],
    })),
    bytes: { total: 1_000, alreadyAtDestination: 0 },
  };
}

/** The history entry of `sampleTransfer(number)`, which finished at this number of milliseconds since 1970. */
export function sampleEntry(number: number, more: Partial<HistoryEntry> = {}, images = 1): HistoryEntry {
  const transfer = sampleTransfer(number, images);
  const { id, startedAt, source, destination } = transfer;
  return {
    version: 1,
    id,
    startedAt,
    finishedAt: number,
    duration: 1_000,
    result: 'verified',
    source,
    destination,
    bytes: { total: 1_000, alreadyAtDestination: 0, transferred: 1_000 },
    images: transfer.images.map(({ digest, sourceTags, destinationTags }) => ({
      sourceDigest: digest,
      destinationDigest: digest,
      sourceTags: [...sourceTags],
      destinationTags: [...destinationTags],
      outcome: { kind: 'verified', at: number },
    })),
    request: transfer.request,
    ...more,
  };
}
