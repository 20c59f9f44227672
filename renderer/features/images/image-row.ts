import { shortDigest, formatPlatform } from '../../../shared/models/image.ts';
import type { ImageChild } from '../../../shared/models/image-children.ts';
import type { ListedImage } from '../../../shared/models/image-query.ts';
import { attachedKind } from '../../../shared/models/referrer-tag.ts';
import { describeArtifactType } from '../../../shared/text/artifact-type.ts';

/** A row of the table: an image, or a manifest that belongs to the image of an open row. */
export type ImageTableRow =
  | { readonly kind: 'image'; readonly id: string; readonly image: ListedImage }
  | { readonly kind: 'child'; readonly id: string; readonly parent: ListedImage; readonly child: ImageChild };

export const toImageRow = (image: ListedImage): ImageTableRow => ({ kind: 'image', id: image.digest, image });

/** A manifest can belong to several images, and be attached to one in several ways. */
export const toChildRow = (parent: ListedImage, child: ImageChild, place: number): ImageTableRow => ({
  kind: 'child',
  id: `${parent.digest} ${child.digest} ${place}`,
  parent,
  child,
});

/** Whether an image has something to show below it. */
export const isExpandable = (row: ImageTableRow): boolean =>
  row.kind === 'image' && (row.image.kind === 'index' || row.image.attached > 0);

/** What cosign attaches by a tag is an image by its media types, so the tag names the kind. */
function describeAttached({ artifactType, attachedBy }: Extract<ImageChild, { kind: 'attached' }>): string {
  const type = describeArtifactType(artifactType);
  if (attachedBy.kind !== 'tag' || type !== 'Artifact') return type;
  const kind = attachedKind(attachedBy.tag);
  return kind.charAt(0).toUpperCase() + kind.slice(1);
}

/** `linux/arm64`, `SBOM (SPDX)`, `Attestation of linux/arm64` */
export function describeChild(child: ImageChild): string {
  const platform = child.platform && formatPlatform(child.platform);
  if (child.kind === 'platform') return platform ?? 'No platform';
  const type = describeAttached(child);
  return platform === undefined ? type : `${type} of ${platform}`;
}

/** The first tag or the short digest. */
export const nameOfImage = ({ tags, digest }: Pick<ListedImage, 'tags' | 'digest'>): string =>
  tags[0] ?? shortDigest(digest);

/** The name of a row for screen readers. */
export const nameOfRow = (row: ImageTableRow): string =>
  row.kind === 'image' ? nameOfImage(row.image) : `${describeChild(row.child)} of ${nameOfImage(row.parent)}`;
