import type { HistoryEntry, PushSearch, RecordedPush } from '../models/history.ts';
import { parseReference, repositoryUri } from '../models/reference.ts';
import { readDigestPrefix } from './digest-prefix.ts';

/** What a search for pushes looks for: a digest anywhere, or a repository, tag or digest at the destination. */
export type PushTarget =
  | { readonly kind: 'digest'; readonly prefix: string }
  | {
      readonly kind: 'uri';
      readonly repositoryUri: string;
      readonly tag: string | undefined;
      readonly digest: string | undefined;
    };

/** The number of pushes that one search finds. */
export const maxPushes = 20;

/** Reads a digest (7 hex digits or more, with or without `sha256:`) or a URI; undefined for any other text. */
export function readPushTarget(text: string): PushTarget | undefined {
  const prefix = readDigestPrefix(text);
  if (prefix !== undefined) return { kind: 'digest', prefix };
  const reference = parseReference(text);
  if (!reference || reference.kind === 'registry') return undefined;
  const { tag, digest } = reference.kind === 'image' ? reference : {};
  return {
    kind: 'uri',
    repositoryUri: repositoryUri(reference),
    // The digest decides where a URI has both.
    tag: digest === undefined ? tag : undefined,
    digest,
  };
}

type Image = HistoryEntry['images'][number];

function findDigest(image: Image, prefix: string): RecordedPush['found'] | undefined {
  const isFound = (digest: string): boolean => digest.startsWith(`sha256:${prefix}`);
  if (isFound(image.destinationDigest)) return 'image';
  if (isFound(image.sourceDigest)) return 'source';
  return image.contents?.manifests.some(({ digest }) => isFound(digest)) ? 'manifest' : undefined;
}

function findTarget(
  image: Image,
  destination: string,
  target: PushTarget,
): RecordedPush['found'] | undefined {
  if (target.kind === 'digest') return findDigest(image, target.prefix);
  if (destination !== target.repositoryUri) return undefined;
  if (target.digest !== undefined) return findDigest(image, target.digest.slice('sha256:'.length));
  if (target.tag === undefined) return 'image';
  const isPushed = [image.destinationTags, image.unsureTags].some((tags) => tags?.includes(target.tag ?? ''));
  return isPushed ? 'image' : undefined;
}

/** The images of an entry that the target names, as pushes. */
export const listPushes = (entry: HistoryEntry, target: PushTarget): readonly RecordedPush[] =>
  entry.images.flatMap((image) => {
    const found = findTarget(image, entry.destination.repositoryUri, target);
    if (!found) return [];
    const { id, finishedAt, source, destination, demo } = entry;
    return {
      entryId: id,
      at: finishedAt,
      digest: image.destinationDigest,
      found,
      tags: image.destinationTags,
      ...(image.unsureTags && { unsureTags: image.unsureTags }),
      outcome: image.outcome,
      source,
      destination,
      isDemo: demo === true,
    };
  });

/** The first pushes of both, of which `later` are the later ones. */
export const joinPushes = (later: readonly RecordedPush[], earlier: PushSearch): PushSearch => ({
  pushes: [...later, ...earlier.pushes].slice(0, maxPushes),
  hasMore: earlier.hasMore || later.length + earlier.pushes.length > maxPushes,
});
