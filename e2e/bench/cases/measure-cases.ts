import type { ContenderName } from '../contenders/commands.ts';
import { contenderNames } from '../contenders/commands.ts';
import type { BenchCase } from './cases.ts';
import { casesOf } from './cases.ts';
import { runLine } from './run-line.ts';
import type { Bench, Outcome, Run } from './run-case.ts';
import { canShape, runCase } from './run-case.ts';

/** A case and what each contender needed for it; none where the network cannot be had here. */
export interface MeasuredCase {
  readonly benchCase: BenchCase;
  readonly outcomes: ReadonlyMap<ContenderName, Outcome>;
}

/** Where a contender would take minutes and say nothing new: the fixed cost of each image, the original elsewhere. */
const isLeftOut = (name: string, contender: ContenderName): boolean =>
  (contender === 'original' && name !== 'distant/twelve') ||
  (contender === 'skopeo' && name === 'distant/quota');

export function runOf({ outcomes }: MeasuredCase, contender: ContenderName): Run | undefined {
  const outcome = outcomes.get(contender);
  return outcome?.kind === 'copied' ? outcome.run : undefined;
}

/** Runs every wanted case, one copy at a time, and prints a line for each contender. */
export async function measureCases(
  bench: Bench,
  { scale, repeatSeconds }: { readonly scale: number; readonly repeatSeconds: number },
  isWanted: (name: string) => boolean,
): Promise<readonly MeasuredCase[]> {
  const measured: MeasuredCase[] = [];
  for (const benchCase of casesOf(scale)) {
    const { name, network } = benchCase;
    const contenders = contenderNames.filter(
      (contender) => isWanted(`${name}/${contender}`) && !isLeftOut(name, contender),
    );
    if (contenders.length === 0) continue;
    const outcomes = canShape(bench, network)
      ? await runCase(bench, benchCase, contenders, repeatSeconds)
      : new Map<ContenderName, Outcome>();
    for (const [contender, outcome] of outcomes) console.log(runLine(name, contender, outcome));
    measured.push({ benchCase, outcomes });
  }
  return measured;
}
