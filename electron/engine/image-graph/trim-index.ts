import { z } from 'zod';
import type { Platform } from '../../../shared/models/image.ts';
import { matchesPlatform } from '../../../shared/models/platform-match.ts';
import type { LeftOutManifest } from '../../../shared/models/plan.ts';
import type { ChildDescriptor, Manifest } from '../manifest/manifest.ts';
import { computeDigest, parseManifest } from '../manifest/manifest.ts';
import { isIndexType } from '../manifest/media-types.ts';

/** The manifests of an image to copy. */
export interface TrimmedImage {
  /** Children first, the image's own manifest (perhaps rewritten) last; empty when nothing is left. */
  readonly manifests: readonly Manifest[];
  readonly leftOut: readonly LeftOutManifest[];
}

const isChosen = (platform: Platform, chosen: readonly Platform[]): boolean =>
  chosen.some((each) => matchesPlatform(platform, each));

/** A manifest to copy, perhaps rewritten, with all manifests below it. */
interface KeptManifest {
  readonly manifest: Manifest;
  readonly all: readonly Manifest[];
}

const objectSchema = z.record(z.string(), z.unknown());
const descriptorsSchema = z.array(z.looseObject({ digest: z.string() }));

/** Rewrites an index so that it names only the kept manifests, given by position; all other members stay. */
function rewriteIndex(index: Manifest, kept: readonly (Manifest | undefined)[]): Manifest {
  const value = objectSchema.parse(JSON.parse(index.text));
  const manifests = descriptorsSchema.parse(value['manifests']).flatMap((descriptor, position) => {
    const manifest = kept[position];
    if (!manifest) return [];
    if (manifest.digest === descriptor.digest) return [descriptor];
    return [{ ...descriptor, digest: manifest.digest, size: Buffer.byteLength(manifest.text) }];
  });
  const text = JSON.stringify({ ...value, manifests });
  return parseManifest(computeDigest(text), index.mediaType, text);
}

const removeDuplicates = (manifests: readonly Manifest[]): readonly Manifest[] => [
  ...new Map(manifests.map((manifest) => [manifest.digest, manifest])).values(),
];

/** Whether the manifest belongs to a sibling, whose platform then decides for both. */
const isCompanion = ({ digest, companion }: ChildDescriptor, siblings: ReadonlySet<string>): boolean =>
  companion !== undefined && companion.digest !== digest && siblings.has(companion.digest);

/** Sorts companions, with their positions, after the manifests that they belong to; a companion can have companions. */
function sortCompanionsLast(
  children: readonly ChildDescriptor[],
): readonly (readonly [number, ChildDescriptor])[] {
  const siblings = new Set(children.map(({ digest }) => digest));
  const sorted: (readonly [number, ChildDescriptor])[] = [];
  const placed = new Set<string>();
  let remaining: readonly (readonly [number, ChildDescriptor])[] = [...children.entries()];
  while (remaining.length > 0) {
    const ready = remaining.filter(
      ([, child]) => !isCompanion(child, siblings) || placed.has(child.companion?.digest ?? ''),
    );
    // Companions of each other in a circle count as manifests of their own.
    const next = new Set(ready.length > 0 ? ready : remaining);
    for (const each of next) {
      sorted.push(each);
      placed.add(each[1].digest);
    }
    remaining = remaining.filter((each) => !next.has(each));
  }
  return sorted;
}

/**
 * Trims an image to the manifests to copy: all manifests below its own that the source has and whose platform is chosen
 * (every platform when `chosen` is undefined). The companions of a manifest, such as its attestation or SOCI index, are
 * kept with it. When nothing is left out, no manifest changes; otherwise each index above a left-out manifest is
 * rewritten and gets a new digest.
 *
 * @param manifests the manifests that were read, by digest; a child that is not among them is missing at the source.
 * @see https://github.com/opencontainers/image-spec/blob/main/image-index.md
 */
export function trimImage(
  root: Manifest,
  manifests: ReadonlyMap<string, Manifest>,
  chosen: readonly Platform[] | undefined,
): TrimmedImage {
  const leftOut: LeftOutManifest[] = [];
  /** By digest: indexes can share children, so each manifest is trimmed once. */
  const trimmed = new Map<string, KeptManifest | undefined>();

  const isWanted = (
    child: ChildDescriptor,
    siblings: ReadonlySet<string>,
    keptSiblings: ReadonlySet<string>,
  ): boolean => {
    if (chosen === undefined) return true;
    if (isCompanion(child, siblings)) return keptSiblings.has(child.companion?.digest ?? '');
    return child.platform !== undefined && isChosen(child.platform, chosen);
  };

  const trimChild = (
    child: ChildDescriptor,
    siblings: ReadonlySet<string>,
    keptSiblings: ReadonlySet<string>,
  ): KeptManifest | undefined => {
    const manifest = manifests.get(child.digest);
    // The media type of a descriptor can be missing or wrong, so the manifest decides where it was read.
    const isIndex = manifest ? manifest.content.kind === 'index' : isIndexType(child.mediaType);
    const wanted = isIndex || isWanted(child, siblings, keptSiblings);
    const kept = wanted && manifest ? trim(manifest) : undefined;
    // The children of an index that is left out are already in the list.
    if (!kept && !(manifest && isIndex)) {
      leftOut.push({
        digest: child.digest,
        platform: child.platform,
        reason: wanted ? 'missing' : 'platform',
      });
    }
    return kept;
  };

  const trimIndex = (index: Manifest, children: readonly ChildDescriptor[]): KeptManifest | undefined => {
    const siblings = new Set(children.map(({ digest }) => digest));
    const keptSiblings = new Set<string>();
    // By position, not by digest: an index can name one manifest for several platforms.
    const keptChildren = new Map<number, KeptManifest>();
    for (const [position, child] of sortCompanionsLast(children)) {
      const kept = trimChild(child, siblings, keptSiblings);
      if (!kept) continue;
      keptChildren.set(position, kept);
      keptSiblings.add(child.digest);
    }
    if (keptChildren.size === 0 && children.length > 0) return undefined;
    const isUnchanged = children.every(
      ({ digest }, position) => keptChildren.get(position)?.manifest.digest === digest,
    );
    const manifest = isUnchanged
      ? index
      : rewriteIndex(
          index,
          children.map((_, position) => keptChildren.get(position)?.manifest),
        );
    const below = [...keptChildren.values()].flatMap(({ all }) => all);
    return { manifest, all: removeDuplicates([...below, manifest]) };
  };

  const trim = (manifest: Manifest): KeptManifest | undefined => {
    const { digest, content } = manifest;
    if (trimmed.has(digest)) return trimmed.get(digest);
    const kept =
      content.kind === 'image' ? { manifest, all: [manifest] } : trimIndex(manifest, content.children);
    trimmed.set(digest, kept);
    return kept;
  };

  return { manifests: trim(root)?.all ?? [], leftOut };
}
