import type { Run } from '../cells/run-cell.ts';
import type { Cell } from './comparison.ts';
import type { ContenderName } from '../contenders/contenders.ts';
import type { Figure } from '../report/figures-table.ts';

const MB = 1_000_000;

export const nameOf = ({ network, workload }: Cell): string => `${network.name}/${workload.name}`;

export function runOf(cell: Cell, contender: ContenderName): Run | undefined {
  const outcome = cell.outcomes.get(contender);
  return outcome?.kind === 'copied' ? outcome.run : undefined;
}

/** One contender's time divided by another's. */
export function timeRatio(cell: Cell, above: ContenderName, below: ContenderName): number | undefined {
  const [numerator, denominator] = [runOf(cell, above), runOf(cell, below)];
  return numerator && denominator ? numerator.seconds / denominator.seconds : undefined;
}

/** The share of the time that the bytes alone take, without the plan, which is made before. */
export function linkShare(cell: Cell, contender: ContenderName): number | undefined {
  const run = runOf(cell, contender);
  return run && cell.ideal !== undefined ? cell.ideal / (run.seconds - run.planSeconds) : undefined;
}

/** No contender has to be faster than the link and ECR's quota allow. */
const isOutOfReach =
  (than: ContenderName, times: number) =>
  (cell: Cell): boolean => {
    const other = runOf(cell, than);
    return other !== undefined && cell.ideal !== undefined && other.seconds < times * cell.ideal;
  };

interface Rule {
  readonly what: string;
  readonly limit: number;
  readonly sense: 'at most' | 'at least';
  readonly concerns: (cell: Cell) => boolean;
  readonly value: (cell: Cell) => number | undefined;
  /** A cell to which the rule does not apply. */
  readonly isExcused?: (cell: Cell) => boolean;
  readonly show: (value: number) => string;
}

const is =
  (...workloads: readonly string[]) =>
  ({ workload }: Cell): boolean =>
    workloads.includes(workload.name);
const ratio = (value: number): string => value.toFixed(2);
const above = ({ memory }: Run): number => memory.peak - memory.idle;
const ours = ['api', 'registry', 'auto', 'unverified'] as const;

/** With fewer bytes, the fixed cost of a copy is too large for a judgment of link or CPU. */
const enoughSeconds = 3;
const enoughBytes = 400 * MB;

const rules: readonly Rule[] = [
  {
    what: 'automatic ÷ skopeo, time',
    limit: 1.05,
    sense: 'at most',
    concerns: () => true,
    value: (cell) => timeRatio(cell, 'auto', 'skopeo'),
    show: ratio,
  },
  {
    what: 'the same: many images with shared layers; one connection cannot fill the link',
    limit: 0.67,
    sense: 'at most',
    // The parts of one layer are uploaded in sequence, so a single layer has one connection with every contender.
    concerns: (cell) => is('many')(cell) || (is('twelve')(cell) && !cell.network.oneConnectionFills),
    value: (cell) => timeRatio(cell, 'auto', 'skopeo'),
    isExcused: isOutOfReach('skopeo', 1 / 0.67),
    show: ratio,
  },
  {
    what: 'original ÷ automatic, time, far networks',
    limit: 5,
    sense: 'at least',
    // Where everything exists, the original's 16 round trips cannot be divided by five: the identity calls for both sides remain.
    concerns: (cell) => cell.network.isFar && !is('there')(cell),
    value: (cell) => timeRatio(cell, 'original', 'auto'),
    isExcused: isOutOfReach('original', 5),
    show: ratio,
  },
  {
    what: 'share of the ideal, 12 layers by the registry endpoint, shaped networks',
    limit: 0.9,
    sense: 'at least',
    concerns: (cell) => is('twelve')(cell) && cell.ideal !== undefined,
    value: (cell) => linkShare(cell, 'registry'),
    isExcused: ({ ideal = 0 }) => ideal < enoughSeconds,
    show: (value) => `${Math.round(100 * value)} %`,
  },
  {
    what: 'layer bytes moved within one registry, MB',
    limit: 0,
    sense: 'at most',
    concerns: is('same'),
    value: (cell) => megabytes(runOf(cell, 'auto')?.calls.layerBytes),
    show: String,
  },
  {
    what: 'round trips one after another, all there',
    limit: 12,
    sense: 'at most',
    concerns: (cell) => is('there')(cell) && cell.network.isFar,
    value: (cell) => runOf(cell, 'auto')?.calls.roundTrips,
    show: String,
  },
  {
    what: 'registry endpoint ÷ skopeo, CPU, one large layer',
    limit: 1.2,
    sense: 'at most',
    concerns: is('single'),
    value: (cell) => cpuRatio(cell, 'registry'),
    isExcused: ({ size }) => size < enoughBytes,
    show: ratio,
  },
  {
    what: 'peak memory above idle, MB',
    limit: 250,
    sense: 'at most',
    concerns: () => true,
    value: (cell) =>
      megabytes(Math.max(...ours.map((name) => runOf(cell, name)).map((run) => (run ? above(run) : 0)))),
    show: (value) => String(Math.round(value)),
  },
];

const megabytes = (bytes: number | undefined): number | undefined =>
  bytes === undefined ? undefined : bytes / MB;

/** One contender's seconds of CPU divided by skopeo's. */
export function cpuRatio(cell: Cell, contender: ContenderName): number | undefined {
  const [own, skopeo] = [runOf(cell, contender), runOf(cell, 'skopeo')];
  return own && skopeo ? own.cpu.copy / skopeo.cpu.copy : undefined;
}

function judgeRule(rule: Rule, cells: readonly Cell[]): readonly Figure[] {
  const values = cells.filter(rule.concerns).flatMap((cell) => {
    const value = rule.value(cell);
    return value === undefined ? [] : [{ cell, value, isChecked: !rule.isExcused?.(cell) }];
  });
  if (values.length === 0) return [];
  const sign = rule.sense === 'at most' ? 1 : -1;
  const describe = ({ cell, value }: (typeof values)[number]): string =>
    `${rule.show(value)} ${nameOf(cell)}`;
  const worstFirst = values.toSorted((a, b) => sign * (b.value - a.value));
  const judged = worstFirst.filter(({ isChecked }) => isChecked);
  const missed = judged.filter(({ value }) => sign * value > sign * rule.limit);
  const shown = missed.length > 0 ? missed : judged.slice(0, 1);
  const excused = worstFirst.filter(({ isChecked }) => !isChecked);
  return [
    {
      what: rule.what,
      limit: `${rule.sense} ${rule.show(rule.limit)}`,
      measured: [
        shown.map(describe).join(', ') || 'none',
        ...(excused.length > 0 ? [`not judged: ${excused.map(describe).join(', ')}`] : []),
      ].join('; '),
      ok: missed.length === 0,
    },
  ];
}

/** A copy that failed counts as a limit that was exceeded, for every contender. */
const failures = (cells: readonly Cell[]): readonly Figure[] =>
  cells.flatMap((cell) =>
    [...cell.outcomes].flatMap(([contender, outcome]) =>
      outcome.kind === 'failed'
        ? [{ what: `${nameOf(cell)}/${contender}`, limit: 'copied', measured: outcome.why, ok: false }]
        : [],
    ),
  );

/** The rules for all cells, each with the worst cell, or with the cells that violate it. */
export const judge = (cells: readonly Cell[]): readonly Figure[] => [
  ...rules.flatMap((rule) => judgeRule(rule, cells)),
  ...failures(cells),
];
