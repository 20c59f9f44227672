/** What a check of a release found. */
export type Outcome =
  | { readonly kind: 'ok'; readonly detail: string }
  | { readonly kind: 'failed'; readonly why: string }
  /** It cannot be checked here. */
  | { readonly kind: 'needs'; readonly who: string; readonly what: string };

export interface ReleaseCheck {
  readonly name: string;
  readonly run: () => Promise<Outcome>;
}

export const ok = (detail: string): Outcome => ({ kind: 'ok', detail });
export const failed = (why: string): Outcome => ({ kind: 'failed', why });
export const needs = (who: string, what: string): Outcome => ({ kind: 'needs', who, what });

/** @returns an outcome from the problems that a check has found. */
export const noneOf = (problems: readonly string[], detail: string): Outcome =>
  problems.length === 0 ? ok(detail) : failed(problems.join(' '));

function formatOutcome(outcome: Outcome): string {
  switch (outcome.kind) {
    case 'ok':
      return `ok: ${outcome.detail}`;
    case 'failed':
      return `FAILED: ${outcome.why}`;
    case 'needs':
      return `needs ${outcome.who}: ${outcome.what}`;
  }
}

/** A check that throws has failed. */
async function run(check: ReleaseCheck): Promise<Outcome> {
  try {
    return await check.run();
  } catch (error) {
    return failed(error instanceof Error ? error.message : String(error));
  }
}

/**
 * Runs the checks in their order, with one line for each.
 *
 * @param print gets each line as soon as it is known.
 * @returns the exit code: 1 if a check failed. What needs others fails nothing.
 */
export async function runChecks(
  checks: readonly ReleaseCheck[],
  print: (line: string) => void,
): Promise<0 | 1> {
  const width = Math.max(...checks.map(({ name }) => name.length));
  const outcomes: Outcome[] = [];
  for (const check of checks) {
    const outcome = await run(check);
    outcomes.push(outcome);
    print(`${check.name.padEnd(width)}  ${formatOutcome(outcome).replaceAll(/\s+/g, ' ')}`);
  }
  const count = (kind: Outcome['kind']): number => outcomes.filter((outcome) => outcome.kind === kind).length;
  print(`\n${count('ok')} ok, ${count('failed')} failed, ${count('needs')} need others`);
  return count('failed') > 0 ? 1 : 0;
}
