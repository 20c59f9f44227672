import { z } from 'zod';
import type { Platform } from '../../../shared/models/image.ts';
import type { LeftOutManifest } from '../../../shared/models/plan.ts';
import type { ChildDescriptor, Manifest } from '../ecr/manifest.ts';
import { digestOfText, parseManifest } from '../ecr/manifest.ts';
import { isIndexType } from '../ecr/media-types.ts';

/** What is copied of an image: manifests children first, the last one its own, perhaps written anew. */
export interface TrimmedImage {
  readonly manifests: readonly Manifest[];
  readonly leftOut: readonly LeftOutManifest[];
}

/** The manifests that were read, by digest; a child that is not among them is not at the source. */
type Held = ReadonlyMap<string, Manifest>;

/** A platform that was chosen without a variant takes every variant. */
const isChosen = (platform: Platform, chosen: readonly Platform[]): boolean =>
  chosen.some(
    ({ os, architecture, variant }) =>
      os === platform.os &&
      architecture === platform.architecture &&
      (variant === undefined || variant === platform.variant),
  );

/** What became of one manifest: those to copy, and under which digest its parent names it now; undefined for nothing. */
interface Kept {
  readonly manifest: Manifest;
  readonly all: readonly Manifest[];
}

const anyObject = z.record(z.string(), z.unknown());
const anyDescriptors = z.array(z.looseObject({ digest: z.string() }));

/** Rewrites an index so that it names only what is kept; all else in it stays as it was. */
function rewriteIndex(index: Manifest, kept: ReadonlyMap<string, Manifest>): Manifest {
  const value = anyObject.parse(JSON.parse(index.text));
  const manifests = anyDescriptors.parse(value['manifests']).flatMap((descriptor) => {
    const manifest = kept.get(descriptor.digest);
    if (!manifest) return [];
    if (manifest.digest === descriptor.digest) return [descriptor];
    return [{ ...descriptor, digest: manifest.digest, size: Buffer.byteLength(manifest.text) }];
  });
  const text = JSON.stringify({ ...value, manifests });
  return parseManifest(digestOfText(text), index.mediaType, text);
}

/**
 * The manifests to copy for an image: all below its own that the source holds and whose platform was chosen (all of
 * them when none was). An attestation goes with the manifest that it attests. Without anything left out every byte
 * stays; otherwise each index above it is written anew, with a digest of its own. Undefined when nothing is left.
 */
export function trimImage(
  root: Manifest,
  held: Held,
  chosen: readonly Platform[] | undefined,
): TrimmedImage | undefined {
  const leftOut: LeftOutManifest[] = [];

  const keepChild = (child: ChildDescriptor, siblings: ReadonlyMap<string, Kept>): Kept | undefined => {
    const manifest = held.get(child.digest);
    const isIndex = isIndexType(child.mediaType);
    const wanted =
      chosen === undefined ||
      isIndex ||
      (child.platform
        ? isChosen(child.platform, chosen)
        : child.attests !== undefined && siblings.has(child.attests));
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

  const keep = (manifest: Manifest): Kept | undefined => {
    if (manifest.content.kind === 'image') return { manifest, all: [manifest] };
    const kept = new Map<string, Kept>();
    const attestationsLast = manifest.content.children.toSorted(
      (a, b) => Number(a.attests !== undefined) - Number(b.attests !== undefined),
    );
    for (const child of attestationsLast) {
      const found = keepChild(child, kept);
      if (found) kept.set(child.digest, found);
    }
    if (kept.size === 0 && manifest.content.children.length > 0) return undefined;
    const children = new Map([...kept].map(([digest, child]) => [digest, child.manifest]));
    const whole = manifest.content.children.every(({ digest }) => children.get(digest)?.digest === digest);
    const own = whole ? manifest : rewriteIndex(manifest, children);
    return { manifest: own, all: [...[...kept.values()].flatMap(({ all }) => all), own] };
  };

  const found = keep(root);
  if (!found) return undefined;
  const once = new Map(found.all.map((manifest) => [manifest.digest, manifest]));
  return { manifests: [...once.values()], leftOut };
}
