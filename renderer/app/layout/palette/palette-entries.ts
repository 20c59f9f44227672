import type { MenuCommand } from '../../../../shared/commands.ts';
import { commandIds, getCommand } from '../../../../shared/commands.ts';
import { formatAccount } from '../../../../shared/format/accounts.ts';
import type { ProfileSummary } from '../../../../shared/models/profile.ts';
import { isUsable } from '../../../../shared/models/profile.ts';
import type { RegistrySelection } from '../../../../shared/models/registry.ts';
import type { ParsedReference } from '../../../../shared/models/reference.ts';
import { imageUri, registryHost, repositoryUri } from '../../../../shared/models/reference.ts';
import type { Route } from '../../../../shared/models/route.ts';
import type { Repository } from '../../../../shared/models/repository.ts';
import type { ImageSearchRequest } from '../../../../shared/models/image-search.ts';
import { describeRoute, routeKey } from '../../../features/routes/route-list.ts';
import type { Side } from '../../../../shared/models/result.ts';

/** What to find in a side's registry. */
export interface FindTarget extends Pick<ImageSearchRequest, 'match' | 'reference' | 'registry'> {
  readonly side: Side;
}

/** The action of an entry; `find-image` is run by the palette itself. */
export type PaletteAction =
  | { readonly kind: 'command'; readonly command: MenuCommand }
  | { readonly kind: 'open-repository'; readonly name: string }
  | { readonly kind: 'open-route'; readonly route: Route }
  | { readonly kind: 'choose-profile'; readonly side: Side; readonly profile: string }
  | { readonly kind: 'find-image'; readonly target: FindTarget }
  | {
      readonly kind: 'open-image';
      readonly registry: RegistrySelection;
      readonly repositoryName: string;
      readonly reference: string;
    }
  | { readonly kind: 'open-reference'; readonly reference: ParsedReference; readonly profile: string };

export interface PaletteEntry {
  readonly id: string;
  readonly title: string;
  /** Additional text at the end of the line. */
  readonly hint: string;
  readonly action: PaletteAction;
}

/** The palette has the field that these lead to. */
const isOffered = (command: MenuCommand): boolean => command !== 'find' && command !== 'command-palette';

interface Known {
  readonly repositories: readonly Repository[];
  readonly profiles: readonly ProfileSummary[];
  /** The routes that can be opened. */
  readonly routes: readonly Route[];
}

/** Whether the title contains all words. */
const matches = (title: string, words: readonly string[]): boolean =>
  words.every((word) => title.toLowerCase().includes(word));

/** The maximum number of entries of one kind, so that the list stays short. */
const maxOfKind = 8;

/** The commands, routes, source repositories and profiles of both sides that match the text, in this order. */
export function paletteEntries(
  text: string,
  { repositories, profiles, routes }: Known,
): readonly PaletteEntry[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  const named = commandIds.filter(isOffered).map((command): PaletteEntry => ({
    id: command,
    title: getCommand(command).title,
    hint: 'Command',
    action: { kind: 'command', command },
  }));
  const routed = routes.map((route): PaletteEntry => ({
    id: `route ${routeKey(route)}`,
    title: describeRoute(route),
    hint: route.isPinned ? 'Pinned route' : 'Recent route',
    action: { kind: 'open-route', route },
  }));
  const opened = repositories.map(({ name }): PaletteEntry => ({
    id: `repository ${name}`,
    title: `Open ${name}`,
    hint: 'Source repository',
    action: { kind: 'open-repository', name },
  }));
  const chosen = (['source', 'destination'] as const).map((side) =>
    profiles.filter(isUsable).map(({ name, accountId }): PaletteEntry => ({
      id: `${side} ${name}`,
      title: `${side === 'source' ? 'Source' : 'Destination'} profile ${name}`,
      hint: accountId === undefined ? 'Profile' : formatAccount(accountId),
      action: { kind: 'choose-profile', side, profile: name },
    })),
  );
  return [named, routed, opened, ...chosen].flatMap((entries) =>
    entries.filter(({ title }) => matches(title, words)).slice(0, maxOfKind),
  );
}

function titleOf(reference: ParsedReference): string {
  switch (reference.kind) {
    case 'registry':
      return registryHost(reference);
    case 'repository':
      return repositoryUri(reference);
    case 'image':
      return imageUri(reference);
  }
}

/** An entry for each profile with access to the registry of a pasted reference. */
export const referenceEntries = (
  reference: ParsedReference,
  profiles: readonly string[],
): readonly PaletteEntry[] =>
  profiles.slice(0, maxOfKind).map((profile) => ({
    id: `reference ${profile}`,
    title: `Open ${titleOf(reference)}`,
    hint: `as ${profile}`,
    action: { kind: 'open-reference', reference, profile },
  }));

/** Whether a text is a URI or an ARN, as opposed to search words. */
export const looksLikeReference = (text: string): boolean =>
  /\.dkr[.-]ecr|^arn:|amazonaws\.|^\d{12}\./.test(text.trim());
