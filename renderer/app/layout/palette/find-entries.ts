import { formatDate } from '../../../../shared/format/dates.ts';
import { formatNumber } from '../../../../shared/format/counts.ts';
import { digestSchema, shortDigest, tagSchema } from '../../../../shared/models/image.ts';
import type { FoundImage, ImageSearch } from '../../../../shared/models/image-search.ts';
import type { RegistrySelection } from '../../../../shared/models/registry.ts';
import type { Side } from '../../../../shared/models/result.ts';
import { assertNever } from '../../../../shared/models/result.ts';
import type { PaletteEntry } from './palette-entries.ts';
import { describeRegistry } from '../../../../shared/text/registry.ts';

/** A tag or digest to find in a side's registry. */
export interface FindTarget {
  readonly side: Side;
  readonly registry: RegistrySelection;
  readonly reference: string;
}

const sideHints = { source: 'Source', destination: 'Destination' } as const satisfies Record<Side, string>;

/** The tag or digest that a text is; undefined for anything else, such as part of a digest. */
export function readReference(text: string): string | undefined {
  const trimmed = text.trim();
  const digest = /^[a-f0-9]{64}$/.test(trimmed) ? `sha256:${trimmed}` : trimmed;
  const isReference = digestSchema.safeParse(digest).success || tagSchema.safeParse(digest).success;
  return isReference ? digest : undefined;
}

/** An entry for each side that finds the text in all repositories of its registry; none when it is no tag or digest. */
export function findEntries(
  text: string,
  registries: Readonly<Partial<Record<Side, RegistrySelection | undefined>>>,
): readonly PaletteEntry[] {
  const reference = readReference(text);
  if (reference === undefined) return [];
  const name = reference.startsWith('sha256:') ? shortDigest(reference) : reference;
  return (['source', 'destination'] as const).flatMap((side) => {
    const registry = registries[side];
    return registry
      ? {
          id: `find ${side}`,
          title: `Find ${name} in all repositories of ${describeRegistry(registry)}`,
          hint: sideHints[side],
          action: { kind: 'find-image', target: { side, registry, reference } } as const,
        }
      : [];
  });
}

/** An entry that opens a found image. */
export function foundEntry({ side, registry, reference }: FindTarget, image: FoundImage): PaletteEntry {
  const { repositoryName, digest, pushedAt } = image;
  const isDigest = reference.startsWith('sha256:');
  return {
    id: `found ${repositoryName}`,
    title: `Open ${repositoryName}${isDigest ? '' : `:${reference}`}`,
    hint: [shortDigest(digest), ...(pushedAt > 0 ? [formatDate(pushedAt)] : []), sideHints[side]].join(' · '),
    action: { kind: 'open-image', registry, repositoryName, reference },
  };
}

const nameCount = (count: number, what: string): string => `${formatNumber(count)} ${what}`;

/** `120 of 640 repositories, 3 found, 2 denied` */
export function describeSearch(search: ImageSearch): string {
  const { state, repositories, searched, found, more, denied, failed, error } = search;
  const counts = [
    nameCount(found.length + more, 'found'),
    ...(more > 0 ? [`the first ${formatNumber(found.length)} shown`] : []),
    ...(denied > 0 ? [nameCount(denied, 'denied')] : []),
    ...(failed > 0 ? [nameCount(failed, 'failed')] : []),
  ].join(', ');
  const progress = `${formatNumber(searched)} of ${formatNumber(repositories)} repositories`;
  switch (state) {
    case 'listing':
      return 'Listing repositories…';
    case 'searching':
      return `${progress}, ${counts}`;
    case 'done':
      return `Done: ${progress}, ${counts}.${error ? ` ${error.message}` : ''}`;
    case 'cancelled':
      return `Stopped: ${progress}, ${counts}.`;
    case 'failed':
      return error?.message ?? 'The search failed.';
    default:
      return assertNever(state);
  }
}
