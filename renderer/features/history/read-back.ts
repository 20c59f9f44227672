import type { HistoryEntry } from '../../../shared/models/history.ts';

/** The digest of an image at the destination, as verification read it. */
export type ReadBack =
  | { readonly kind: 'same' }
  | { readonly kind: 'other'; readonly digest: string }
  | { readonly kind: 'missing' }
  | { readonly kind: 'not-read' };

/** What verification read of an image: its own manifest, and its tags when they point elsewhere. */
export function readBack({ outcome, contents, destinationDigest }: HistoryEntry['images'][number]): ReadBack {
  if (outcome.kind === 'verified') return { kind: 'same' };
  if (outcome.kind === 'already-at-destination') return { kind: outcome.verified ? 'same' : 'not-read' };
  if (outcome.kind !== 'different' || !contents?.differences) return { kind: 'not-read' };
  for (const difference of contents.differences) {
    if ('digest' in difference && difference.digest !== destinationDigest) continue;
    if (difference.kind === 'manifest-missing') return { kind: 'missing' };
    if (difference.kind === 'manifest-differs' || difference.kind === 'tag-elsewhere')
      return { kind: 'other', digest: difference.actualDigest };
  }
  return { kind: 'same' };
}
