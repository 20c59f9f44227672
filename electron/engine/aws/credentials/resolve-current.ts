import type { LoadedProfiles } from '../profiles/list-profiles.ts';
import { computeFingerprint } from '../profiles/compute-fingerprint.ts';
import { buildChain } from '../profiles/profile-chain.ts';
import type { CachedCredentials } from './credential-cache.ts';

/** The fingerprint of a profile's values; undefined when there is no such profile. */
export function findFingerprint(profile: string, { catalog }: LoadedProfiles): string | undefined {
  const entry = catalog.profiles.get(profile);
  return entry && computeFingerprint(buildChain(entry, catalog), catalog);
}

/** Attempts in a row: a file that changes all the time is used as it was. */
const maxAttempts = 3;

interface Ports {
  readonly load: () => Promise<LoadedProfiles>;
  readonly reload: () => Promise<LoadedProfiles>;
  readonly resolve: (loaded: LoadedProfiles) => Promise<CachedCredentials>;
}

/**
 * Resolves a profile, and once more when its values change meanwhile: a program or a call to STS takes seconds, in which
 * callers that read the new values share the result.
 *
 * @throws what `resolve` throws.
 */
export async function resolveCurrent(
  profile: string,
  { load, reload, resolve }: Ports,
): Promise<CachedCredentials> {
  let loaded = await load();
  for (let attempt = 1; ; attempt += 1) {
    const resolved = await resolve(loaded);
    loaded = await reload();
    if (attempt === maxAttempts || findFingerprint(profile, loaded) === resolved.fingerprint) return resolved;
  }
}
