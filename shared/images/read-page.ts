import type { ImageSummary } from '../models/image.ts';
import type { ImageConditions, ImagePage, UntaggedRole } from '../models/image-query.ts';
import { untaggedRoles } from '../models/image-query.ts';
import type { IndexedImages } from './index-images.ts';
import type { MatchedImages } from './match-images.ts';
import type { KnownMembers } from './relate-image.ts';
import { relateImage, toListedImage } from './relate-image.ts';

/** The list that a page is read from. */
export interface PagedImages {
  readonly indexed: IndexedImages;
  readonly matched: MatchedImages;
  readonly members: KnownMembers;
}

/** The matching rows of a view and, where it is chosen, of a role. */
export function selectRows(
  { indexed, matched, members }: PagedImages,
  { view, role }: Pick<ImageConditions, 'view' | 'role'>,
): readonly ImageSummary[] {
  if (view !== 'untagged' || role === undefined) return matched[view];
  return matched.untagged.filter((image) => relateImage(image, indexed, members).kind === role);
}

function countRoles({ indexed, matched, members }: PagedImages): ImagePage['roles'] {
  if (members.state.kind !== 'read') return undefined;
  const counts: Record<UntaggedRole, number> = { part: 0, attached: 0, orphan: 0 };
  for (const image of matched.untagged) {
    const { kind } = relateImage(image, indexed, members);
    const role = untaggedRoles.find((each) => each === kind);
    if (role) counts[role] += 1;
  }
  return counts;
}

/** Reads one page of a list of images. */
export function readPage(
  list: PagedImages,
  conditions: Pick<ImageConditions, 'view' | 'role'>,
  { page: requested, pageSize }: { readonly page: number; readonly pageSize: number },
): Omit<ImagePage, 'listedAt' | 'isComplete'> {
  const { indexed, matched, members } = list;
  const rows = selectRows(list, conditions);
  const page = Math.min(requested, Math.max(1, Math.ceil(rows.length / pageSize)));
  return {
    rows: rows
      .slice((page - 1) * pageSize, page * pageSize)
      .map((image) => toListedImage(image, indexed, members)),
    page,
    matching: rows.length,
    matchingViews: {
      tagged: matched.tagged.length,
      untagged: matched.untagged.length,
      all: matched.all.length,
    },
    unknownPlatforms: matched.unknownPlatforms[conditions.view],
    totals: {
      tagged: indexed.tagged.size,
      untagged: indexed.untagged,
      all: indexed.byDigest.size,
    },
    roles: conditions.view === 'untagged' ? countRoles(list) : undefined,
    members: members.state,
  };
}
