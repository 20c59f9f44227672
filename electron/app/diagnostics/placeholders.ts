import type { NamePlaceholder } from './replace-names.ts';
import { replaceNames } from './replace-names.ts';

/** The kinds of names that identify a company or a user. A placeholder begins with its kind: `profile-1`. */
export type NameKind =
  | 'account'
  | 'account-name'
  | 'profile'
  | 'repository'
  | 'identity'
  | 'session'
  | 'host';

/** Names of which the app knows the kind. */
export type KnownNames = Readonly<Partial<Record<NameKind, readonly string[]>>>;

/** Names of this computer with the text that replaces each. */
export interface ComputerNames {
  readonly home: string;
  readonly userName: string;
  readonly hostName: string;
}

/** Names that identify nobody, and that sentences contain as ordinary words. */
const isOrdinary = (name: string): boolean =>
  name.length < 3 || name === 'default' || name === 'localhost' || name === 'root';

/** Names whose form says what they are, with the kind of the first group. */
const forms: readonly (readonly [NameKind, RegExp])[] = [
  // The repository of a URI, of an ARN and of a path of the OCI distribution API.
  ['repository', /\.dkr[.-]ecr(?:-fips)?\.[\w.-]+\/([a-z0-9][a-z0-9._/-]*)/g],
  ['repository', /:repository\/([\w./-]+)/g],
  ['repository', /\/v2\/([a-z0-9][a-z0-9._/-]*?)\/(?:blobs|manifests|tags|referrers)/g],
  ['repository', /\b[Rr]epository '?([a-z0-9]+(?:[._/-][a-z0-9]+)+)/g],
  ['identity', /:(?:assumed-role|role|user|federated-user)\/([\w+=,.@/-]+)/g],
  ['session', /https:\/\/([\w-]+)\.awsapps\.(?:com|cn)/g],
];

/** The domains of AWS, whose hosts are the same for everybody apart from an account ID. */
const awsDomain =
  /(?:^|\.)(?:amazonaws\.com(?:\.cn)?|amazonaws\.eu|aws\.amazon\.com|awsapps\.com|api\.aws|on\.aws|amazon\.com)$/;
const url = /\b(?:https?|wss?):\/\/(?:[^\s/@]*@)?([\w.-]+)/g;
const isOwnHost = (host: string): boolean =>
  awsDomain.test(host) || /^(?:127\.[\d.]+|localhost|app|github\.com)$/.test(host);

/** With and without the hyphens of the AWS console. */
const accountId = /(?<![\p{L}\p{N}_-])(?:\d{12}|\d{4}-\d{4}-\d{4})(?![\p{L}\p{N}_-]|\.\d)/gu;

/** Replaces names by placeholders; the same name has the same placeholder in every text. */
export interface Placeholders {
  apply(text: string): string;
}

/** @param known names that are replaced wherever they occur. */
export function createPlaceholders(known: KnownNames, computer: ComputerNames): Placeholders {
  const byName = new Map<string, string>();
  const counts = new Map<NameKind, number>();

  const placeholderFor = (kind: NameKind, name: string): string => {
    const existing = byName.get(name);
    if (existing !== undefined) return existing;
    const number = (counts.get(kind) ?? 0) + 1;
    counts.set(kind, number);
    const placeholder = `${kind}-${number}`;
    byName.set(name, placeholder);
    return placeholder;
  };

  const learn = (kind: NameKind, names: readonly string[]): void => {
    for (const name of names) if (!isOrdinary(name)) placeholderFor(kind, name);
  };
  for (const kind of [
    'account',
    'account-name',
    'profile',
    'repository',
    'identity',
    'session',
    'host',
  ] as const)
    learn(kind, known[kind] ?? []);

  const learnFrom = (text: string): void => {
    for (const [kind, form] of forms)
      learn(
        kind,
        [...text.matchAll(form)].map(([, name = '']) => name.replace(/[./-]+$/, '')),
      );
    learn(
      'host',
      [...text.matchAll(url)].flatMap(([, host = '']) => (isOwnHost(host) ? [] : [host])),
    );
    for (const written of text.match(accountId) ?? [])
      byName.set(written, placeholderFor('account', written.replaceAll('-', '')));
  };

  const ofComputer: readonly NamePlaceholder[] = [
    { name: computer.home, placeholder: '~' },
    { name: computer.userName, placeholder: 'user' },
    { name: computer.hostName, placeholder: 'computer' },
  ].filter(({ name }) => !isOrdinary(name));

  return {
    apply(text) {
      learnFrom(text);
      const names = [...byName].map(([name, placeholder]) => ({ name, placeholder }));
      return replaceNames(text, [...ofComputer, ...names]);
    },
  };
}
