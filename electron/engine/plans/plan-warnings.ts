import type { PlannedImage, PlanWarning, ReplicationRequest } from '../../../shared/models/plan.ts';
import { countPuts, putImageRate } from '../../../shared/models/plan-estimate.ts';
import type { Gathered } from './gather.ts';
import { keyLeftBehind } from './planned-settings.ts';
import type { SourceImage } from '../replication/source-image.ts';
import { manifestsOf } from '../replication/source-image.ts';
import { sameRegistry } from '../replication/same-registry.ts';

/** How many seconds of PutImage calls are worth a word. */
const worthAWord = 10;

function* signatures(
  kind: 'signatures-replaced' | 'signatures-kept',
  tags: readonly string[],
): Generator<PlanWarning> {
  const [tag, ...others] = new Set(tags);
  if (tag !== undefined) yield { kind, count: others.length + 1, tag };
}

/** Hosts that are named one by one. */
const mostHosts = 5;

function foreignLayersOf(images: readonly SourceImage[]): PlanWarning | undefined {
  const layers = new Map(
    images
      .flatMap(manifestsOf)
      .flatMap(({ content }) => (content.kind === 'image' ? content.foreignLayers : []))
      .map((layer) => [layer.digest, layer]),
  );
  if (layers.size === 0) return undefined;
  const all = [...layers.values()];
  const hosts = all.flatMap(({ urls }) => urls.flatMap((url) => URL.parse(url)?.host ?? []));
  return {
    kind: 'foreign-layers',
    count: layers.size,
    bytes: all.reduce((sum, { size }) => sum + size, 0),
    hosts: [...new Set(hosts)].slice(0, mostHosts),
  };
}

function* warnings(
  request: ReplicationRequest,
  { source, destination, sourceTags, kept, images: sourceImages }: Gathered,
  images: readonly PlannedImage[],
): Generator<PlanWarning> {
  if (source.handle.name === destination.handle.name && sameRegistry(source.identity, destination.identity)) {
    yield { kind: 'same-repository' };
  }
  const moves = images.flatMap(({ tags }) => tags).filter(({ kind }) => kind === 'move').length;
  if (moves > 0) yield { kind: 'tags-move', count: moves };
  const replaced = images.flatMap(({ referrers }) =>
    referrers.flatMap(({ tag }) => (tag?.kind === 'move' ? tag.tag : [])),
  );
  yield* signatures('signatures-replaced', replaced);
  yield* signatures(
    'signatures-kept',
    kept.map(({ tag }) => tag),
  );
  for (const { digest, destinationDigest } of images) {
    if (digest !== destinationDigest) yield { kind: 'index-trimmed', digest, destinationDigest };
  }
  const foreign = foreignLayersOf(sourceImages);
  if (foreign) yield foreign;
  const kmsKey = keyLeftBehind(request.destination.settings, { source, destination });
  if (kmsKey !== undefined) yield { kind: 'kms-key-not-copied', kmsKey };
  const unknown = sourceImages.find(({ referrersError }) => referrersError)?.referrersError;
  if (unknown) yield { kind: 'referrers-unknown', error: unknown };
  for (const { digest, sourceTags: picked } of request.images) {
    for (const tag of picked) {
      const now = sourceTags.get(tag);
      if (now !== undefined && now !== digest) yield { kind: 'tag-moved-at-source', tag, digest: now };
    }
  }
  for (const { digest, tags } of images) if (tags.length === 0) yield { kind: 'untagged', digest };
  const count = countPuts(images);
  const seconds = Math.ceil(count / putImageRate);
  if (seconds >= worthAWord) yield { kind: 'put-image-quota', count, seconds };
}

/** What a person should know before confirming, the weightiest first. */
export const warningsOf = (...facts: Parameters<typeof warnings>): readonly PlanWarning[] => [
  ...warnings(...facts),
];
