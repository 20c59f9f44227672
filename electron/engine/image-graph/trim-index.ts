import { z } from 'zod';
import type { Platform } from '../../../shared/models/image.ts';
import { matchesPlatform } from '../../../shared/models/platform-match.ts';
import type { LeftOutManifest } from '../../../shared/models/plan.ts';
import type { ChildDescriptor, Manifest } from '../manifest/manifest.ts';
import { computeDigest, parseManifest } from '../manifest/manifest.ts';
import { isIndexType } from '../manifest/media-types.ts';

/** What is copied of an image: manifests children first, the last one its own, perhaps written anew; none at all when nothing is left. */
export interface TrimmedImage {
  readonly manifests: readonly Manifest[];
  readonly leftOut: readonly LeftOutManifest[];
}

/** The manifests that were read, by digest; a child that is not among them is not at the source. */
type Held = ReadonlyMap<string, Manifest>;

const isChosen = (platform: Platform, chosen: readonly Platform[]): boolean =>
  chosen.some((each) => matchesPlatform(platform, each));

/** What became of one manifest: those to copy, and under which digest its parent names it now; undefined for nothing. */
interface Kept {
  readonly manifest: Manifest;
  readonly all: readonly Manifest[];
}

const anyObject = z.record(z.string(), z.unknown());
const anyDescriptors = z.array(z.looseObject({ digest: z.string() }));

/** Rewrites an index so that it names only what is kept, told by its place; all else in it stays as it was. */
function rewriteIndex(index: Manifest, kept: readonly (Manifest | undefined)[]): Manifest {
  const value = anyObject.parse(JSON.parse(index.text));
  const manifests = anyDescriptors.parse(value['manifests']).flatMap((descriptor, place) => {
    const manifest = kept[place];
    if (!manifest) return [];
    if (manifest.digest === descriptor.digest) return [descriptor];
    return [{ ...descriptor, digest: manifest.digest, size: Buffer.byteLength(manifest.text) }];
  });
  const text = JSON.stringify({ ...value, manifests });
  return parseManifest(computeDigest(text), index.mediaType, text);
}

const eachOnce = (manifests: readonly Manifest[]): readonly Manifest[] => [
  ...new Map(manifests.map((manifest) => [manifest.digest, manifest])).values(),
];

/** The platform of a manifest decides only where it stands for itself; a companion goes with what it belongs to. */
const isCompanion = ({ digest, companion }: ChildDescriptor, siblings: ReadonlySet<string>): boolean =>
  companion !== undefined && companion.digest !== digest && siblings.has(companion.digest);

/** Companions after what they belong to, told by their places: a companion may have companions of its own. */
function inOrderOfNeed(
  children: readonly ChildDescriptor[],
): readonly (readonly [number, ChildDescriptor])[] {
  const siblings = new Set(children.map(({ digest }) => digest));
  const ordered: (readonly [number, ChildDescriptor])[] = [];
  const placed = new Set<string>();
  let waiting: readonly (readonly [number, ChildDescriptor])[] = [...children.entries()];
  while (waiting.length > 0) {
    const ready = waiting.filter(
      ([, child]) => !isCompanion(child, siblings) || placed.has(child.companion?.digest ?? ''),
    );
    // Companions of each other in a circle belong to nothing: they stand for themselves.
    const next = new Set(ready.length > 0 ? ready : waiting);
    ordered.push(...next);
    for (const [, { digest }] of next) placed.add(digest);
    waiting = waiting.filter((each) => !next.has(each));
  }
  return ordered;
}

/**
 * The manifests to copy for an image: all below its own that the source holds and whose platform was chosen (all of
 * them when none was). What belongs to a manifest, such as its attestation or its SOCI index, goes with it. Without
 * anything left out every byte stays; otherwise each index above it is written anew, with a digest of its own.
 */
export function trimImage(root: Manifest, held: Held, chosen: readonly Platform[] | undefined): TrimmedImage {
  const leftOut: LeftOutManifest[] = [];
  /** Indexes may share what is below them, over and over: each manifest is looked at once. */
  const looked = new Map<string, Kept | undefined>();

  const isWanted = (
    child: ChildDescriptor,
    siblings: ReadonlySet<string>,
    kept: ReadonlySet<string>,
  ): boolean => {
    if (chosen === undefined) return true;
    if (isCompanion(child, siblings)) return kept.has(child.companion?.digest ?? '');
    return child.platform !== undefined && isChosen(child.platform, chosen);
  };

  const keepChild = (
    child: ChildDescriptor,
    siblings: ReadonlySet<string>,
    keptSiblings: ReadonlySet<string>,
  ): Kept | undefined => {
    const manifest = held.get(child.digest);
    // The manifest itself tells what it is: a descriptor's media type may be missing or wrong.
    const isIndex = manifest ? manifest.content.kind === 'index' : isIndexType(child.mediaType);
    const wanted = isIndex || isWanted(child, siblings, keptSiblings);
    const kept = wanted && manifest ? keep(manifest) : undefined;
    // What is left out below an index is told for each of its own manifests.
    if (!kept && !(manifest && isIndex)) {
      leftOut.push({
        digest: child.digest,
        platform: child.platform,
        reason: wanted ? 'missing' : 'platform',
      });
    }
    return kept;
  };

  const keepIndex = (index: Manifest, children: readonly ChildDescriptor[]): Kept | undefined => {
    const siblings = new Set(children.map(({ digest }) => digest));
    const keptSiblings = new Set<string>();
    // By place, not by digest: one manifest may stand for several platforms of which some are chosen.
    const kept = new Map<number, Kept>();
    for (const [place, child] of inOrderOfNeed(children)) {
      const found = keepChild(child, siblings, keptSiblings);
      if (!found) continue;
      kept.set(place, found);
      keptSiblings.add(child.digest);
    }
    if (kept.size === 0 && children.length > 0) return undefined;
    const whole = children.every(({ digest }, place) => kept.get(place)?.manifest.digest === digest);
    const own = whole
      ? index
      : rewriteIndex(
          index,
          children.map((_, place) => kept.get(place)?.manifest),
        );
    return { manifest: own, all: eachOnce([...[...kept.values()].flatMap(({ all }) => all), own]) };
  };

  const keep = (manifest: Manifest): Kept | undefined => {
    const { digest, content } = manifest;
    if (looked.has(digest)) return looked.get(digest);
    const kept =
      content.kind === 'image' ? { manifest, all: [manifest] } : keepIndex(manifest, content.children);
    looked.set(digest, kept);
    return kept;
  };

  return { manifests: keep(root)?.all ?? [], leftOut };
}
