import type {
  PlannedImage,
  PlannedRepository,
  PlanWarning,
  ReplicationRequest,
} from '../../../shared/models/plan.ts';
import { isBlocked } from '../../../shared/models/plan.ts';
import { countPutImageCalls, putImagesPerSecond } from '../../../shared/models/plan-estimate.ts';
import type { PlannedSettings } from '../../../shared/models/repository-settings.ts';
import { settingNames } from '../../../shared/models/repository-settings.ts';
import { isSameRegistry } from '../aws/clients/repository-handle.ts';
import type { SourceImage } from '../image-graph/source-image.ts';
import { collectManifests, filterReadable } from '../image-graph/source-image.ts';
import type { KeptReferrer } from './exclude-referrers.ts';
import type { DestinationInputs, PlanInputs } from './plan-inputs.ts';
import { findUncopiedKmsKey } from './plan-settings.ts';

/** Seconds of PutImage calls from which a warning mentions them. */
const minPutImageSeconds = 10;

/** Hosts of foreign layers that a warning names. */
const maxHosts = 5;

function* warnOfDestination({ handle, repository, cacheRule, ...contents }: DestinationInputs) {
  const { name: repositoryName } = handle;
  const { readError, undescribedTags, cacheRuleError } = contents;
  if (cacheRule.kind === 'found')
    yield { kind: 'destination-is-cache', repositoryName, upstreamUrl: cacheRule.upstreamUrl } as const;
  if (cacheRuleError) yield { kind: 'import-unknown', repositoryName, error: cacheRuleError } as const;
  if (repository.kind === 'unknown')
    yield { kind: 'mutability-unknown', repositoryName, error: repository.error } as const;
  if (readError) yield { kind: 'contents-unknown', repositoryName, error: readError } as const;
  if (undescribedTags) yield { kind: 'archived-tags-unknown', ...undescribedTags } as const;
}

/** One warning for all settings that were to be copied and cannot be read. */
function* warnOfUnreadableSettings(settings: PlannedSettings): Generator<PlanWarning> {
  const unreadable = settingNames.filter(
    (name) => settings[name].taken && settings[name].source.kind === 'unreadable',
  );
  const [source] = unreadable.map((name) => settings[name].source);
  if (source?.kind === 'unreadable')
    yield { kind: 'settings-unknown', settings: unreadable, error: source.error };
}

function* warnOfSignatures(
  kind: 'signatures-replaced' | 'signatures-kept',
  tags: readonly string[],
): Generator<PlanWarning> {
  const [tag, ...others] = new Set(tags);
  if (tag !== undefined) yield { kind, count: others.length + 1, tag };
}

function* warnOfExistingSignatures(
  images: readonly PlannedImage[],
  keptReferrers: readonly KeptReferrer[],
): Generator<PlanWarning> {
  const replaced = images.flatMap(({ referrers }) =>
    referrers.flatMap(({ tag }) => (tag?.kind === 'move' ? tag.tag : [])),
  );
  yield* warnOfSignatures('signatures-replaced', replaced);
  yield* warnOfSignatures(
    'signatures-kept',
    keptReferrers.map(({ tag }) => tag),
  );
}

function* warnOfForeignLayers(images: readonly SourceImage[]): Generator<PlanWarning> {
  const byDigest = new Map(
    images
      .flatMap(collectManifests)
      .flatMap(({ content }) => (content.kind === 'image' ? content.foreignLayers : []))
      .map((layer) => [layer.digest, layer]),
  );
  const layers = [...byDigest.values()];
  if (layers.length === 0) return;
  const hosts = layers.flatMap(({ urls }) => urls.flatMap((url) => URL.parse(url)?.host ?? []));
  yield {
    kind: 'foreign-layers',
    count: layers.length,
    bytes: layers.reduce((sum, { size }) => sum + size, 0),
    hosts: [...new Set(hosts)].slice(0, maxHosts),
  };
}

function* warnOfMovedSourceTags(
  request: ReplicationRequest,
  sourceTags: ReadonlyMap<string, string>,
): Generator<PlanWarning> {
  for (const { digest: selected, sourceTags: tags } of request.images) {
    for (const tag of tags) {
      const digest = sourceTags.get(tag);
      if (digest !== undefined && digest !== selected) yield { kind: 'tag-moved-at-source', tag, digest };
    }
  }
}

function* generateWarnings(
  request: ReplicationRequest,
  { source, destination, sourceTags, keptReferrers, images: loadedImages }: PlanInputs,
  planned: readonly PlannedImage[],
  repository: PlannedRepository,
): Generator<PlanWarning> {
  const copied = planned.filter((image) => !isBlocked(image));
  const readable = filterReadable(loadedImages);
  if (source.handle.name === destination.handle.name && isSameRegistry(source.identity, destination.identity))
    yield { kind: 'same-repository' };
  if (source.cacheRuleError)
    yield { kind: 'import-unknown', repositoryName: source.handle.name, error: source.cacheRuleError };
  yield* warnOfDestination(destination);
  if (repository.kind === 'create' && request.destination.createRepository)
    yield* warnOfUnreadableSettings(repository.settings);
  const moves = copied.flatMap(({ tags }) => tags).filter(({ kind }) => kind === 'move').length;
  if (moves > 0) yield { kind: 'tags-move', count: moves };
  yield* warnOfExistingSignatures(copied, keptReferrers);
  for (const { digest, destinationDigest } of copied) {
    if (digest !== destinationDigest) yield { kind: 'index-trimmed', digest, destinationDigest };
  }
  yield* warnOfForeignLayers(readable);
  const kmsKey = findUncopiedKmsKey(request.destination.settings, { source, destination });
  if (kmsKey !== undefined) yield { kind: 'kms-key-not-copied', kmsKey };
  const error = readable.find(({ referrersError }) => referrersError)?.referrersError;
  if (error) yield { kind: 'referrers-unknown', error };
  yield* warnOfMovedSourceTags(request, sourceTags);
  for (const { digest, tags } of copied) if (tags.length === 0) yield { kind: 'untagged', digest };
  const count = countPutImageCalls(copied);
  const seconds = Math.ceil(count / putImagesPerSecond);
  if (seconds >= minPutImageSeconds) yield { kind: 'put-image-quota', count, seconds };
}

/** Finds what a user should know before confirming a plan, the most important first. */
export const findWarnings = (...args: Parameters<typeof generateWarnings>): readonly PlanWarning[] => [
  ...generateWarnings(...args),
];
