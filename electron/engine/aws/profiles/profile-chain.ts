import type { CredentialSource } from './credential-source.ts';
import { findCredentialSource } from './credential-source.ts';
import type { ProfileCatalog, ProfileEntry } from './profile-catalog.ts';

/** One profile on the way from the chosen one to the one whose credentials are used first. */
export interface ChainLink {
  readonly entry: ProfileEntry;
  readonly credentialSource: CredentialSource;
}

const unusable = (entry: ProfileEntry, problem: string): ChainLink => ({
  entry,
  credentialSource: { kind: 'unusable', problem },
});

/** From the profile itself by `source_profile` to where credentials come from, or to the first that cannot be used. */
export function buildChain(
  entry: ProfileEntry,
  catalog: ProfileCatalog,
): readonly [ChainLink, ...ChainLink[]] {
  const first: ChainLink = { entry, credentialSource: findCredentialSource(entry, catalog) };
  const rest: ChainLink[] = [];
  const seen = new Set([entry.name]);
  let link = first;
  while (link.credentialSource.kind === 'role' && link.credentialSource.source.kind === 'profile') {
    const { name } = link.credentialSource.source;
    const source = catalog.profiles.get(name);
    // Nothing but a section of the files can be a source, as for the SDK.
    if (!source || source.sections.length === 0) {
      const broken = unusable(link.entry, `Its source_profile ${name} does not exist.`);
      return link === first ? [broken] : [first, ...rest.slice(0, -1), broken];
    }
    if (seen.has(name)) return [unusable(entry, 'Its source_profile chain runs in a circle.'), ...rest];
    seen.add(name);
    link = { entry: source, credentialSource: findCredentialSource(source, catalog, true) };
    rest.push(link);
  }
  return [first, ...rest];
}

/** Why a chain cannot work until a file is changed, and in which profile. */
export interface ChainProblem {
  readonly link: ProfileEntry;
  readonly problem: string;
}

export function findChainProblem(chain: readonly [ChainLink, ...ChainLink[]]): ChainProblem | undefined {
  const [first] = chain;
  const broken = chain.find(({ credentialSource }) => credentialSource.kind === 'unusable');
  if (broken?.credentialSource.kind !== 'unusable') return undefined;
  const { problem } = broken.credentialSource;
  return {
    link: broken.entry,
    problem:
      broken.entry === first.entry
        ? problem
        : `Its source_profile ${broken.entry.name} does not work. ${problem}`,
  };
}
