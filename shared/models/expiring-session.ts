import type { Side } from './result.ts';
import type { RegistryIdentity } from './registry.ts';

/** A side whose session expires before a copy finishes. Times in milliseconds since 1970. */
export interface ExpiringSession {
  readonly side: Side;
  readonly profile: string;
  readonly endsAt: number;
  /** When the copy is estimated to finish. */
  readonly copyEndsAt: number;
}

const sides: readonly Side[] = ['source', 'destination'];

/**
 * Finds the sessions that expire before a copy that starts now is estimated to finish, the earliest first. Sessions with an
 * unknown expiration and sessions that are renewed automatically are not included.
 *
 * @param seconds the estimated duration of the copy.
 * @param now milliseconds since 1970.
 */
export function findExpiringSessions(
  identities: Readonly<Record<Side, Pick<RegistryIdentity, 'profile' | 'expiresAt'>>>,
  seconds: number,
  now: number,
): readonly ExpiringSession[] {
  const copyEndsAt = now + seconds * 1000;
  return sides
    .flatMap((side): readonly ExpiringSession[] => {
      const { profile, expiresAt: endsAt } = identities[side];
      return endsAt !== undefined && endsAt < copyEndsAt ? [{ side, profile, endsAt, copyEndsAt }] : [];
    })
    .toSorted((a, b) => a.endsAt - b.endsAt);
}
