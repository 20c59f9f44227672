import { isDeepStrictEqual } from 'node:util';
import { formatPlatform } from '../../../shared/models/image.ts';
import type { Plan, PlannedImage } from '../../../shared/models/plan.ts';
import { isBlocked } from '../../../shared/models/plan.ts';
import { defaultSettingChoices } from '../../../shared/models/repository-settings.ts';
import { toRepositorySettingsFields } from '../../../shared/models/repository-settings-fields.ts';
import type { WorkItem } from '../../../shared/models/work-item.ts';
import { workItemVersion } from '../../../shared/models/work-item.ts';
import { orderItems } from './order-items.ts';

/** The roles that act at both sides; the function's own where absent. */
export interface ItemRoles {
  readonly source?: string | undefined;
  readonly destination?: string | undefined;
}

/** An item without its id, which its position gives it. */
export type UnnumberedItem = Omit<WorkItem, 'id'>;

/** Bytes that the image needs at the destination; a blob of several of its manifests counts once. */
function countBytes(image: PlannedImage, missingSizes: ReadonlyMap<string, number>): number {
  const manifests = [...image.manifests, ...image.referrers.flatMap((referrer) => referrer.manifests)];
  const blobs = new Set(manifests.flatMap((manifest) => manifest.blobs));
  return [...blobs].reduce((total, digest) => total + (missingSizes.get(digest) ?? 0), 0);
}

/** What the plan chose otherwise than the function does by itself. */
function listOptions({ request, destination }: Plan): Partial<WorkItem> {
  const { platforms, referrers, missingManifests, existingSignatures, verify, uploadMethod } =
    request.options;
  const { settings } = request.destination;
  const creates = destination.repository.kind === 'create';
  return {
    ...(platforms && { platforms: platforms.map(formatPlatform) }),
    ...(!referrers && { referrers }),
    ...(missingManifests !== 'refuse' && { missing_manifests: missingManifests }),
    ...(existingSignatures !== 'replace' && { existing_signatures: existingSignatures }),
    ...(!verify && { verify }),
    ...(uploadMethod !== 'auto' && { upload_method: uploadMethod }),
    ...(creates && { create_repository: true }),
    ...(creates &&
      !isDeepStrictEqual(settings, defaultSettingChoices) && {
        repository_settings: toRepositorySettingsFields(settings),
      }),
  };
}

function createItem(
  plan: Plan,
  image: PlannedImage,
  missingSizes: ReadonlyMap<string, number>,
  roles: ItemRoles,
): UnnumberedItem {
  const { source, destination } = plan;
  const movedTags = image.tags.filter(({ kind }) => kind === 'move').map(({ tag }) => tag);
  return {
    kind: 'work-item',
    version: workItemVersion,
    source: {
      account_id: source.registryId,
      region: source.region,
      repository_name: source.repositoryName,
      image_digest: image.digest,
    },
    destination: {
      account_id: destination.registryId,
      region: destination.region,
      repository_name: destination.repository.name,
    },
    destination_image_tags: image.tags.map(({ tag }) => tag),
    ...(movedTags.length > 0 && { movable_tags: movedTags }),
    ...listOptions(plan),
    ...(roles.source !== undefined && { source_role_arn: roles.source }),
    ...(roles.destination !== undefined && { destination_role_arn: roles.destination }),
    size: countBytes(image, missingSizes),
  };
}

/** The items of a plan: one for each image that is not blocked. */
export function createItems(plan: Plan, roles: ItemRoles): readonly UnnumberedItem[] {
  const missingSizes = new Map(
    plan.blobs.flatMap(({ digest, size, present }) => (present ? [] : [[digest, size]])),
  );
  return plan.images
    .filter((image) => !isBlocked(image))
    .map((image) => createItem(plan, image, missingSizes, roles));
}

/** Numbers the items in the order in which they are copied. */
export const numberItems = (items: readonly UnnumberedItem[]): readonly WorkItem[] =>
  orderItems(items, {
    repository: ({ destination }) => JSON.stringify(destination),
    size: ({ size = 0 }) => size,
  }).map((item, index) => ({ ...item, id: String(index + 1).padStart(6, '0') }));

/** The text of `items.jsonl`: one item a line, as `ItemReader` reads it with the input type JSONL. */
export const formatItems = (items: readonly WorkItem[]): string =>
  items.map((item) => `${JSON.stringify(item)}\n`).join('');
