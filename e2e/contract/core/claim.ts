import type { Outcome } from './outcome.ts';
import type { TargetRegistry } from './target-registry.ts';

/**
 * Where a claim comes from: `documented` by AWS, `observed` at ECR by others who published what they saw, or `assumed`:
 * nobody has said, and only real ECR can tell.
 */
export type Basis = 'documented' | 'observed' | 'assumed';

/** What a claim is tried against. */
export interface ClaimContext {
  readonly first: TargetRegistry;
  /** The registry of another account, where a second profile was given. */
  readonly second: TargetRegistry | undefined;
  /** Whether a claim may send more requests per second than the quota of the account allows. */
  readonly exhaustQuotas: boolean;
}

/** One statement about ECR, and the function that tries it. */
export interface Claim {
  /** Area and name, such as `layers/part-size`. */
  readonly id: string;
  /** What ECR does, as one sentence. For an assumed claim this is what the local ECR does. */
  readonly statement: string;
  readonly basis: Basis;
  readonly check: (context: ClaimContext) => Promise<Outcome>;
}

/** Claims about one part of ECR. */
export interface ClaimArea {
  readonly title: string;
  readonly claims: readonly Claim[];
}

/** Lists the claims of one area, whose name comes before the name of each claim. */
export function claimArea(
  name: string,
  title: string,
  claims: readonly (readonly [name: string, basis: Basis, statement: string, check: Claim['check']])[],
): ClaimArea {
  return {
    title,
    claims: claims.map(([claimName, basis, statement, check]) => ({
      id: `${name}/${claimName}`,
      basis,
      statement,
      check,
    })),
  };
}
