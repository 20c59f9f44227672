import type { CredentialSource } from './credential-source.ts';
import { findCredentialSource } from './credential-source.ts';
import type { ProfileCatalog, ProfileEntry } from './profile-catalog.ts';

/** One profile of a chain: the chosen profile, its `source_profile`, the source of that, and so on. */
export interface ChainLink {
  readonly entry: ProfileEntry;
  readonly credentialSource: CredentialSource;
}

const unusable = (entry: ProfileEntry, problem: string): ChainLink => ({
  entry,
  credentialSource: { kind: 'unusable', problem },
});

/** Builds the chain from a profile to the source of its first credentials, or to the first profile that cannot be used. */
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
    // As in the SDK, only a section of the files can be a source.
    if (!source || source.sections.length === 0) {
      const broken = unusable(link.entry, `Its source_profile ${name} does not exist.`);
      return link === first ? [broken] : [first, ...rest.slice(0, -1), broken];
    }
    if (seen.has(name)) return [unusable(entry, 'Its source_profile chain is circular.'), ...rest];
    seen.add(name);
    link = { entry: source, credentialSource: findCredentialSource(source, catalog, true) };
    rest.push(link);
  }
  return [first, ...rest];
}

/** Why a chain cannot be used until a file is changed. `link` is the profile with the problem. */
export interface ChainProblem {
  readonly link: ProfileEntry;
  readonly problem: string;
}

/**
 * Finds the first link of a chain that cannot be used; undefined when there is none.
 *
 * @returns a sentence that names the profile of the link, unless it is the chosen one.
 */
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
        : `Its source_profile ${broken.entry.name} cannot be used. ${problem}`,
  };
}
