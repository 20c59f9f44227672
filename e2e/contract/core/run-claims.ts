import { ECRServiceException } from '@aws-sdk/client-ecr';
import { anonymize } from './anonymize.ts';
import type { Claim, ClaimArea, ClaimContext } from './claim.ts';
import { Difference, untried, verdict, type Outcome } from './outcome.ts';

/** A claim with its outcome. */
export interface ClaimResult {
  readonly area: string;
  readonly claim: Claim;
  readonly outcome: Outcome;
  readonly milliseconds: number;
}

/**
 * Tries claims one after another. What a claim throws becomes its outcome: after a denied permission, a network failure or
 * a timeout the claim is not tried; any other error is a difference.
 *
 * @param signal ends the run before the next claim, without waiting for the claim in progress
 * @param report is called with each result
 */
export async function runClaims(
  areas: readonly ClaimArea[],
  context: ClaimContext,
  signal: AbortSignal,
  report: (result: ClaimResult) => void = () => {},
): Promise<readonly ClaimResult[]> {
  const results: ClaimResult[] = [];
  const whenInterrupted = interrupted(signal);
  for (const { title, claims } of areas) {
    for (const claim of claims) {
      const startedAt = performance.now();
      const outcome = signal.aborted
        ? untried('The run was interrupted.')
        : await withinLimit(Promise.race([tryClaim(claim, context), whenInterrupted]));
      const milliseconds = Math.round(performance.now() - startedAt);
      const result = { area: title, claim, outcome: publicOutcome(outcome, context), milliseconds };
      results.push(result);
      report(result);
    }
  }
  return results;
}

async function tryClaim(claim: Claim, context: ClaimContext): Promise<Outcome> {
  try {
    return await claim.check(context);
  } catch (error) {
    return outcomeOf(error);
  }
}

/** In milliseconds; 1,000 tags take less than two minutes at ten a second. */
const longestClaim = 600_000;

async function withinLimit(outcome: Promise<Outcome>): Promise<Outcome> {
  let timer: NodeJS.Timeout | undefined;
  const tooLong = new Promise<Outcome>((resolve) => {
    timer = setTimeout(() => resolve(untried(`No result within ${longestClaim / 1000} s.`)), longestClaim);
  });
  try {
    return await Promise.race([outcome, tooLong]);
  } finally {
    clearTimeout(timer);
  }
}

/** Names of errors that are unrelated to the claim. */
const inconclusive = ['AccessDeniedException', 'ThrottlingException', 'ServerException'];

function outcomeOf(error: unknown): Outcome {
  if (error instanceof Difference) return verdict(error.seen, error.expected);
  const text = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  if (error instanceof ECRServiceException && !inconclusive.includes(error.name))
    return verdict(text, 'no refusal');
  return untried(text);
}

async function interrupted(signal: AbortSignal): Promise<Outcome> {
  return new Promise((resolve) => {
    signal.addEventListener('abort', () => resolve(untried('The run was interrupted.')), { once: true });
  });
}

/** The outcome without names of this run and this account. */
function publicOutcome(outcome: Outcome, { first, second }: ClaimContext): Outcome {
  const accounts = [first.accountId, ...(second ? [second.accountId] : [])];
  const hide = (text: string): string => anonymize(text, accounts, first.repositories.prefix);
  switch (outcome.kind) {
    case 'confirmed':
      return { kind: 'confirmed', seen: hide(outcome.seen) };
    case 'differs':
      return { kind: 'differs', expected: hide(outcome.expected), seen: hide(outcome.seen) };
    case 'untried':
      return { kind: 'untried', reason: hide(outcome.reason) };
  }
}
