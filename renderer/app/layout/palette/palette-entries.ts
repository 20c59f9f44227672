import type { MenuCommand } from '../../../../shared/ipc.ts';
import { formatAccount } from '../../../../shared/format/accounts.ts';
import type { ProfileSummary } from '../../../../shared/models/profile.ts';
import { isUsable } from '../../../../shared/models/profile.ts';
import type { ParsedReference } from '../../../../shared/models/reference.ts';
import { imageUri, registryHost, repositoryUri } from '../../../../shared/models/reference.ts';
import type { Repository } from '../../../../shared/models/repository.ts';
import type { Side } from '../../../../shared/result.ts';

/** What choosing an entry does. */
export type PaletteAction =
  | { readonly kind: 'command'; readonly command: MenuCommand }
  | { readonly kind: 'open-repository'; readonly name: string }
  | { readonly kind: 'choose-profile'; readonly side: Side; readonly profile: string }
  | { readonly kind: 'open-reference'; readonly reference: ParsedReference; readonly profile: string };

export interface PaletteEntry {
  readonly id: string;
  readonly title: string;
  /** What more there is to say, at the end of the line. */
  readonly hint: string;
  readonly action: PaletteAction;
}

const commands: readonly (readonly [title: string, command: MenuCommand])[] = [
  ['Replicate', 'new-replication'],
  ['Compare source and destination', 'compare'],
  ['Swap source and destination', 'swap-sides'],
  ['Transfers', 'show-transfers'],
  ['History', 'show-history'],
  ['Settings', 'show-settings'],
  ['Refresh', 'refresh'],
];

interface Known {
  readonly repositories: readonly Repository[];
  readonly profiles: readonly ProfileSummary[];
}

/** All words of the text stand somewhere in the title. */
const matches = (title: string, words: readonly string[]): boolean =>
  words.every((word) => title.toLowerCase().includes(word));

/** More lines of a kind help nobody to choose. */
const mostOfKind = 8;

/** Commands, repositories of the source and profiles of both sides that fit the text, in this order. */
export function paletteEntries(text: string, { repositories, profiles }: Known): readonly PaletteEntry[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  const named = commands.map(([title, command]): PaletteEntry => ({
    id: command,
    title,
    hint: 'Command',
    action: { kind: 'command', command },
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
  return [named, opened, ...chosen].flatMap((entries) =>
    entries.filter(({ title }) => matches(title, words)).slice(0, mostOfKind),
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

/** A line for each profile that reaches what a pasted text names. */
export const referenceEntries = (
  reference: ParsedReference,
  profiles: readonly string[],
): readonly PaletteEntry[] =>
  profiles.slice(0, mostOfKind).map((profile) => ({
    id: `reference ${profile}`,
    title: `Open ${titleOf(reference)}`,
    hint: `as ${profile}`,
    action: { kind: 'open-reference', reference, profile },
  }));

/** Whether a text is meant as a URI or an ARN, not as words to find something by. */
export const looksLikeReference = (text: string): boolean =>
  /\.dkr[.-]ecr|^arn:|amazonaws\.|^\d{12}\./.test(text.trim());
