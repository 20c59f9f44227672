import type { Outcome } from './outcome.ts';
import type { TargetRegistry } from './target-registry.ts';

/**
 * The source of a claim: `documented` by AWS, `observed` at ECR by others who published it, or `assumed`: not documented
 * anywhere, so that only a run against ECR can confirm it.
 */
export type Basis = 'documented' | 'observed' | 'assumed';

/** The registries that a claim is tried against. */
export interface ClaimContext {
  readonly first: TargetRegistry;
  /** The registry of another account, when a second profile was given. */
  readonly second: TargetRegistry | undefined;
  /** Whether a claim is allowed to send more requests per second than the quota of the account. */
  readonly exhaustQuotas: boolean;
}

/** One statement about ECR, and the function that tries it. */
export interface Claim {
  /** Area and name, for example `layers/part-size`. */
  readonly id: string;
  /** The behavior of ECR, as one sentence. For an assumed claim this is the behavior of the local ECR. */
  readonly statement: string;
  readonly basis: Basis;
  readonly check: (context: ClaimContext) => Promise<Outcome>;
}

/** Claims about one part of ECR. */
export interface ClaimArea {
  readonly title: string;
  readonly claims: readonly Claim[];
}

/** Lists the claims of one area, whose name is the prefix of their ids. */
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
