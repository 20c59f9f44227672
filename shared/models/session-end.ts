import type { Side } from '../result.ts';
import type { RegistryIdentity } from './registry.ts';

/** A side whose session ends before a copy is done. Times in milliseconds since 1970. */
export interface ExpiringSession {
  readonly side: Side;
  readonly profile: string;
  readonly endsAt: number;
  /** When the copy is estimated to end. */
  readonly copyEndsAt: number;
}

const sides: readonly Side[] = ['source', 'destination'];

/**
 * Which sessions end before a copy that starts now is estimated to, the earliest first. A session whose end is not
 * known is not among them, nor one that is renewed without anybody's help.
 *
 * @param seconds that the copy is estimated to take.
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
