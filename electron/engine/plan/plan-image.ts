import type {
  PlannedImage,
  PlannedManifest,
  PlannedReferrer,
  ReplicationRequest,
} from '../../../shared/models/plan.ts';
import type { Platform } from '../../../shared/models/image.ts';
import type { Manifest } from '../manifest/manifest.ts';
import { getImageKind } from '../manifest/media-types.ts';
import type { Referrer } from '../image-graph/find-referrers.ts';
import type { LoadedImage, SourceImage } from '../image-graph/source-image.ts';
import { destinationDigest } from '../image-graph/source-image.ts';
import type { PlanInputs } from './gather-plan-inputs.ts';
import { tagChange, tagChanges } from './tag-changes.ts';

const configType = ({ content }: Manifest): string | undefined =>
  content.kind === 'image' ? content.blobs.find(({ kind }) => kind === 'config')?.mediaType : undefined;

/** The platform that an index states for each manifest that it names. */
const platformsIn = (manifests: readonly Manifest[]): ReadonlyMap<string, Platform | undefined> =>
  new Map(
    manifests.flatMap(({ content }) =>
      content.kind === 'index'
        ? content.children.map(({ digest, platform }) => [digest, platform] as const)
        : [],
    ),
  );

function plannedManifests(
  manifests: readonly Manifest[],
  present: ReadonlySet<string>,
): readonly PlannedManifest[] {
  const platforms = platformsIn(manifests);
  return manifests.map(({ digest, mediaType, content }) => ({
    digest,
    mediaType,
    platform: platforms.get(digest),
    blobs: content.kind === 'image' ? content.blobs.map((blob) => blob.digest) : [],
    present: present.has(digest),
  }));
}

/** One image of the request as it will be at the destination. */
export function plannedImage(
  image: SourceImage,
  requested: ReplicationRequest['images'][number],
  request: ReplicationRequest,
  { destination }: PlanInputs,
  attached: ReadonlyMap<string, string>,
): PlannedImage {
  const root = image.manifests.at(-1);
  const repository = destination.repository.kind === 'found' ? destination.repository.repository : undefined;

  const plannedReferrer = ({
    digest,
    subjectDigest,
    artifactType,
    tag,
    manifests,
  }: Referrer): PlannedReferrer => ({
    digest,
    subjectDigest,
    artifactType,
    tag: tag === undefined ? undefined : tagChange(tag, digest, destination.tags, repository),
    manifests: plannedManifests(manifests, destination.manifests),
  });

  return {
    digest: image.digest,
    destinationDigest: destinationDigest(image),
    kind: getImageKind(root?.mediaType ?? '', root && configType(root)),
    sourceTags: requested.sourceTags,
    tags: tagChanges(
      requested,
      destinationDigest(image),
      request.images,
      destination.tags,
      repository,
      attached,
    ),
    manifests: plannedManifests(image.manifests, destination.manifests),
    leftOut: image.leftOut,
    referrers: image.referrers.map(plannedReferrer),
    blockers: [],
    archived: [],
    restoring: [],
  };
}

/** An image of the request that cannot be copied: what it consists of, and would do to tags, is not known. */
export const unreadableImage = (
  { error, archived, restoring }: Extract<LoadedImage, { kind: 'unreadable' }>,
  { digest, sourceTags }: ReplicationRequest['images'][number],
): PlannedImage => ({
  digest,
  destinationDigest: digest,
  kind: 'image',
  sourceTags,
  tags: [],
  manifests: [],
  leftOut: [],
  referrers: [],
  blockers: [error],
  archived,
  restoring,
});
