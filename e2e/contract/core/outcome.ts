import { inspect, isDeepStrictEqual } from 'node:util';

/** The result of trying a claim. */
export type Outcome =
  | { readonly kind: 'confirmed'; readonly seen: string }
  | { readonly kind: 'differs'; readonly expected: string; readonly seen: string }
  | { readonly kind: 'untried'; readonly reason: string };

/** Confirms the claim when the observed value equals the expected one. */
export function verdict(seen: unknown, expected: unknown): Outcome {
  if (isDeepStrictEqual(seen, expected)) return { kind: 'confirmed', seen: describe(seen) };
  return { kind: 'differs', expected: describe(expected), seen: describe(seen) };
}

/** Confirms the claim when the observed text matches the pattern. */
export function matches(seen: string, pattern: RegExp): Outcome {
  if (pattern.test(seen)) return { kind: 'confirmed', seen };
  return { kind: 'differs', expected: `text like ${pattern}`, seen };
}

/** A step before the actual claim had an unexpected result. */
export class Difference extends Error {
  override readonly name = 'Difference';
  readonly seen: unknown;
  readonly expected: unknown;

  constructor(seen: unknown, expected: unknown) {
    super(`Seen ${describe(seen)} instead of ${describe(expected)}`);
    this.seen = seen;
    this.expected = expected;
  }
}

/** @throws Difference */
export function requireSeen(seen: unknown, expected: unknown): void {
  if (!isDeepStrictEqual(seen, expected)) throw new Difference(seen, expected);
}

/** The claim could not be tried. */
export function untried(reason: string): Outcome {
  return { kind: 'untried', reason };
}

function describe(value: unknown): string {
  return typeof value === 'string'
    ? value
    : inspect(value, { depth: 6, breakLength: Infinity, compact: true });
}
