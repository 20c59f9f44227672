import type { CredentialMeans } from './credential-source.ts';
import { meansOf } from './credential-source.ts';
import type { ProfileCatalog, ProfileEntry } from './profile-catalog.ts';

/** One profile on the way from the chosen one to the one whose credentials are used first. */
export interface Hop {
  readonly entry: ProfileEntry;
  readonly means: CredentialMeans;
}

const unusable = (entry: ProfileEntry, problem: string): Hop => ({
  entry,
  means: { kind: 'unusable', problem },
});

/** From the profile itself by `source_profile` to where credentials come from, or to the first that cannot be used. */
export function chainOf(entry: ProfileEntry, catalog: ProfileCatalog): readonly [Hop, ...Hop[]] {
  const first: Hop = { entry, means: meansOf(entry, catalog) };
  const rest: Hop[] = [];
  const seen = new Set([entry.name]);
  let hop = first;
  while (hop.means.kind === 'role' && hop.means.source.kind === 'profile') {
    const { name } = hop.means.source;
    const source = catalog.profiles.get(name);
    // Nothing but a section of the files can be a source, as for the SDK.
    if (!source || source.sections.length === 0) {
      const broken = unusable(hop.entry, `Its source_profile ${name} does not exist.`);
      return hop === first ? [broken] : [first, ...rest.slice(0, -1), broken];
    }
    if (seen.has(name)) return [unusable(entry, 'Its source_profile chain runs in a circle.'), ...rest];
    seen.add(name);
    hop = { entry: source, means: meansOf(source, catalog, true) };
    rest.push(hop);
  }
  return [first, ...rest];
}

/** Why a chain cannot work until a file is changed, and in which profile. */
export interface ChainProblem {
  readonly hop: ProfileEntry;
  readonly problem: string;
}

export function problemOf(chain: readonly [Hop, ...Hop[]]): ChainProblem | undefined {
  const [first] = chain;
  const broken = chain.find(({ means }) => means.kind === 'unusable');
  if (broken?.means.kind !== 'unusable') return undefined;
  const { problem } = broken.means;
  return {
    hop: broken.entry,
    problem:
      broken.entry === first.entry
        ? problem
        : `Its source_profile ${broken.entry.name} does not work. ${problem}`,
  };
}
