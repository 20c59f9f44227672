import { formatDate } from '../../../../shared/format/dates.ts';
import { formatNumber } from '../../../../shared/format/counts.ts';
import { digestSchema, shortDigest, tagSchema } from '../../../../shared/models/image.ts';
import type { FoundImage, ImageSearch, ImageSearchRequest } from '../../../../shared/models/image-search.ts';
import { imagePartSchema } from '../../../../shared/models/image-search.ts';
import type { RegistrySelection } from '../../../../shared/models/registry.ts';
import { registryKey } from '../../../../shared/models/registry.ts';
import type { Side } from '../../../../shared/models/result.ts';
import { assertNever } from '../../../../shared/models/result.ts';
import type { FindTarget, PaletteEntry } from './palette-entries.ts';
import { describeRegistry } from '../../../../shared/text/registry.ts';

/** Images are listed for the source, so that opening one of the destination changes the source. */
const openHints = {
  source: 'Source',
  destination: 'Destination, opens as the source',
} as const satisfies Record<Side, string>;

/** The tag or digest that a text is; undefined for anything else, such as part of a digest. */
export function readReference(text: string): string | undefined {
  const trimmed = text.trim();
  const digest = /^[a-f0-9]{64}$/.test(trimmed) ? `sha256:${trimmed}` : trimmed;
  const isReference = digestSchema.safeParse(digest).success || tagSchema.safeParse(digest).success;
  return isReference ? digest : undefined;
}

type SideRegistries = Readonly<Partial<Record<Side, RegistrySelection | undefined>>>;

interface RegistrySide {
  readonly side: Side;
  readonly registry: RegistrySelection;
  readonly hint: string;
}

/** What a text can be searched for in all repositories. */
function listSearches(text: string): readonly Pick<ImageSearchRequest, 'match' | 'reference'>[] {
  const reference = readReference(text);
  const part = imagePartSchema.safeParse(text.trim());
  const isWholeDigest = reference?.startsWith('sha256:') ?? false;
  return [
    ...(reference === undefined ? [] : [{ match: 'whole', reference } as const]),
    ...(part.success && !isWholeDigest ? [{ match: 'part', reference: part.data } as const] : []),
  ];
}

const titleOf = ({ match, reference }: Pick<ImageSearchRequest, 'match' | 'reference'>): string => {
  if (match === 'part') return `Find what contains ${reference}`;
  return `Find ${reference.startsWith('sha256:') ? shortDigest(reference) : reference}`;
};

/** The registries of both sides; once when both have the same one. */
function listRegistries({ source, destination }: SideRegistries): readonly RegistrySide[] {
  const isSame = source && destination && registryKey(source) === registryKey(destination);
  return [
    ...(source
      ? [{ side: 'source', registry: source, hint: isSame ? 'Source and destination' : 'Source' } as const]
      : []),
    ...(destination && !isSame
      ? [{ side: 'destination', registry: destination, hint: 'Destination' } as const]
      : []),
  ];
}

/** Entries that find the text in all repositories of a side's registry; none when it is no part of a tag or digest. */
export const findEntries = (text: string, registries: SideRegistries): readonly PaletteEntry[] =>
  listSearches(text).flatMap((search) =>
    listRegistries(registries).map(({ side, registry, hint }) => ({
      id: `find ${search.match} ${side}`,
      title: `${titleOf(search)} in all repositories of ${describeRegistry(registry)}`,
      hint,
      action: { kind: 'find-image', target: { side, registry, ...search } },
    })),
  );

/** An entry that opens a found image. */
export function foundEntry({ side, registry }: FindTarget, image: FoundImage): PaletteEntry {
  const { repositoryName, reference, digest, pushedAt } = image;
  const isDigest = reference.startsWith('sha256:');
  return {
    id: `found ${repositoryName} ${reference}`,
    title: `Open ${repositoryName}${isDigest ? '' : `:${reference}`}`,
    hint: [shortDigest(digest), ...(pushedAt > 0 ? [formatDate(pushedAt)] : []), openHints[side]].join(' · '),
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
