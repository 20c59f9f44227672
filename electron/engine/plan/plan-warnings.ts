import type {
  PlannedImage,
  PlannedRepository,
  PlanWarning,
  ReplicationRequest,
} from '../../../shared/models/plan.ts';
import { isBlocked } from '../../../shared/models/plan.ts';
import type { PlannedSettings } from '../../../shared/models/repository-settings.ts';
import { settingNames } from '../../../shared/models/repository-settings.ts';
import { countPutImageCalls, putImagesPerSecond } from '../../../shared/models/plan-estimate.ts';
import type { PlanInputs } from './gather-plan-inputs.ts';
import { keyLeftBehind } from './planned-settings.ts';
import { foreignLayersOf } from './foreign-layers.ts';
import { signatureWarnings } from './signature-warnings.ts';
import { filterReadable } from '../image-graph/source-image.ts';
import { isSameRegistry } from '../aws/clients/repository-handle.ts';

/** How many seconds of PutImage calls are worth a word. */
const worthAWord = 10;

/** One warning for all settings that were to be taken over and cannot be read. */
function* settingsUnknown(settings: PlannedSettings): Generator<PlanWarning> {
  const unread = settingNames.filter(
    (name) => settings[name].taken && settings[name].source.kind === 'unreadable',
  );
  const [source] = unread.map((name) => settings[name].source);
  if (source?.kind === 'unreadable')
    yield { kind: 'settings-unknown', settings: unread, error: source.error };
}

function* warnings(
  request: ReplicationRequest,
  { source, destination, sourceTags, kept, images: sourceImages }: PlanInputs,
  planned: readonly PlannedImage[],
  repository: PlannedRepository,
): Generator<PlanWarning> {
  const images = planned.filter((image) => !isBlocked(image));
  if (
    source.handle.name === destination.handle.name &&
    isSameRegistry(source.identity, destination.identity)
  ) {
    yield { kind: 'same-repository' };
  }
  if (source.importUnknown) {
    const { handle, importUnknown: error } = source;
    yield { kind: 'import-unknown', repositoryName: handle.name, error };
  }
  if (destination.repository.kind === 'unknown') {
    const { error } = destination.repository;
    yield { kind: 'mutability-unknown', repositoryName: destination.handle.name, error };
  }
  const { undescribed, unread } = destination;
  if (unread) yield { kind: 'contents-unknown', repositoryName: destination.handle.name, error: unread };
  if (undescribed) yield { kind: 'archived-tags-unknown', ...undescribed };
  if (repository.kind === 'create' && request.destination.createRepository)
    yield* settingsUnknown(repository.settings);
  const moves = images.flatMap(({ tags }) => tags).filter(({ kind }) => kind === 'move').length;
  if (moves > 0) yield { kind: 'tags-move', count: moves };
  yield* signatureWarnings(images, kept);
  for (const { digest, destinationDigest } of images) {
    if (digest !== destinationDigest) yield { kind: 'index-trimmed', digest, destinationDigest };
  }
  const foreign = foreignLayersOf(filterReadable(sourceImages));
  if (foreign) yield foreign;
  const kmsKey = keyLeftBehind(request.destination.settings, { source, destination });
  if (kmsKey !== undefined) yield { kind: 'kms-key-not-copied', kmsKey };
  const unknown = filterReadable(sourceImages).find(({ referrersError }) => referrersError)?.referrersError;
  if (unknown) yield { kind: 'referrers-unknown', error: unknown };
  for (const { digest, sourceTags: picked } of request.images) {
    for (const tag of picked) {
      const now = sourceTags.get(tag);
      if (now !== undefined && now !== digest) yield { kind: 'tag-moved-at-source', tag, digest: now };
    }
  }
  for (const { digest, tags } of images) if (tags.length === 0) yield { kind: 'untagged', digest };
  const count = countPutImageCalls(images);
  const seconds = Math.ceil(count / putImagesPerSecond);
  if (seconds >= worthAWord) yield { kind: 'put-image-quota', count, seconds };
}

/** What a person should know before confirming, the weightiest first. */
export const findWarnings = (...facts: Parameters<typeof warnings>): readonly PlanWarning[] => [
  ...warnings(...facts),
];
