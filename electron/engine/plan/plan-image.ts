import type { Platform } from '../../../shared/models/image.ts';
import type {
  PlannedImage,
  PlannedManifest,
  PlannedReferrer,
  ReplicationRequest,
} from '../../../shared/models/plan.ts';
import type { Referrer } from '../image-graph/find-referrers.ts';
import type { LoadedImage, SourceImage } from '../image-graph/source-image.ts';
import { getDestinationDigest } from '../image-graph/source-image.ts';
import type { Manifest } from '../manifest/manifest.ts';
import { getImageKind } from '../manifest/media-types.ts';
import type { PlanInputs } from './plan-inputs.ts';
import type { TagClaims } from './tag-changes.ts';
import { planTagChange, planTagChanges } from './tag-changes.ts';

const getConfigType = ({ content }: Manifest): string | undefined =>
  content.kind === 'image' ? content.blobs.find(({ kind }) => kind === 'config')?.mediaType : undefined;

/** Collects the platforms that indexes state for their manifests, by digest of the manifest. */
const collectPlatforms = (manifests: readonly Manifest[]): ReadonlyMap<string, Platform | undefined> =>
  new Map(
    manifests.flatMap(({ content }) =>
      content.kind === 'index'
        ? content.children.map(({ digest, platform }) => [digest, platform] as const)
        : [],
    ),
  );

function planManifests(
  manifests: readonly Manifest[],
  existing: ReadonlySet<string>,
): readonly PlannedManifest[] {
  const platforms = collectPlatforms(manifests);
  return manifests.map(({ digest, mediaType, content }) => ({
    digest,
    mediaType,
    platform: platforms.get(digest),
    blobs: content.kind === 'image' ? content.blobs.map((blob) => blob.digest) : [],
    present: existing.has(digest),
  }));
}

/**
 * Plans one image of the request, without its blockers.
 *
 * @param referrerTags the tags that attach referrers of the plan, with the digests of the referrers.
 * @param claims those of all images of the request.
 */
export function planImage(
  image: SourceImage,
  requested: ReplicationRequest['images'][number],
  { destination }: PlanInputs,
  referrerTags: ReadonlyMap<string, string>,
  claims: TagClaims,
): PlannedImage {
  const root = image.manifests.at(-1);
  const repository = destination.repository.kind === 'found' ? destination.repository.repository : undefined;
  const destinationDigest = getDestinationDigest(image);

  const planReferrer = ({
    digest,
    subjectDigest,
    artifactType,
    tag,
    manifests,
  }: Referrer): PlannedReferrer => ({
    digest,
    subjectDigest,
    artifactType,
    tag: tag === undefined ? undefined : planTagChange(tag, digest, destination.tags, repository),
    manifests: planManifests(manifests, destination.manifests),
  });

  return {
    digest: image.digest,
    destinationDigest,
    kind: getImageKind(root?.mediaType ?? '', root && getConfigType(root)),
    sourceTags: requested.sourceTags,
    tags: planTagChanges(requested, destinationDigest, claims, destination.tags, repository, referrerTags),
    manifests: planManifests(image.manifests, destination.manifests),
    leftOut: image.leftOut,
    referrers: image.referrers.map(planReferrer),
    blockers: [],
    archived: [],
    restoring: [],
  };
}

/** Plans an image that cannot be read: its manifests and tag changes are unknown. */
export const planUnreadableImage = (
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
