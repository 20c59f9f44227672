import type { ContenderName } from '../contenders/commands.ts';
import type { Figure } from '../report/figures-table.ts';
import { ratioOf } from './cases-table.ts';
import type { MeasuredCase } from './measure-cases.ts';
import { runOf } from './measure-cases.ts';

/** A limit, which is judged in each case that it is for. */
interface Rule {
  readonly what: string;
  readonly limit: (measured: MeasuredCase) => number;
  readonly cases: readonly string[];
  readonly value: (measured: MeasuredCase) => number | undefined;
  readonly digits: number;
  /** Whether smaller images would say something else. */
  readonly needsFullSize: boolean;
}

const time = (contender: ContenderName) => (measured: MeasuredCase) =>
  ratioOf(measured, contender, 'seconds');
const cpu = (contender: ContenderName) => (measured: MeasuredCase) =>
  ratioOf(measured, contender, 'cpuSeconds');
const memory = (contender: ContenderName) => (measured: MeasuredCase) => {
  const run = runOf(measured, contender);
  return run && run.peakMemory / 1e6;
};

/** ECR's quota of PutImage calls (Amazon ECR service quotas), which the local ECR applies. */
const putsPerSecond = 10;
/** Of the quota's time; the start of the process and the bytes before the first image. */
const quotaShare = 1.1;

const ratio = { digits: 2, needsFullSize: true } as const;
const megabytes = { digits: 0, needsFullSize: true } as const;
const copies = ['loopback/twelve', 'loopback/single', 'lan/twelve', 'distant/twelve', 'distant/many'];
const lossy = ['lossy/twelve', 'lossy/single'];
const all = [...copies, 'distant/quota', ...lossy];

const rules: readonly Rule[] = [
  {
    what: 'time ÷ skopeo, all there',
    limit: () => 2.5,
    cases: ['loopback/there'],
    value: time('registry'),
    digits: 2,
    needsFullSize: false,
  },
  {
    what: 'time ÷ skopeo, all there',
    limit: () => 1.2,
    cases: ['distant/there'],
    value: time('registry'),
    digits: 2,
    needsFullSize: false,
  },
  {
    what: 'CPU ÷ skopeo, all there',
    limit: () => 4,
    cases: ['loopback/there', 'distant/there'],
    value: cpu('registry'),
    digits: 2,
    needsFullSize: false,
  },
  { what: 'time ÷ skopeo', limit: () => 0.4, cases: lossy, value: time('registry'), ...ratio },
  { what: 'time ÷ skopeo', limit: () => 1.05, cases: copies, value: time('registry'), ...ratio },
  {
    what: 'CPU ÷ skopeo, by the registry endpoint',
    limit: () => 0.9,
    cases: ['loopback/single'],
    value: cpu('registry'),
    ...ratio,
  },
  {
    what: 'CPU ÷ skopeo, by the API',
    limit: () => 1.5,
    cases: ['loopback/single'],
    value: cpu('api'),
    ...ratio,
  },
  {
    what: 'resident memory in MB, by the registry endpoint',
    limit: () => 160,
    cases: all,
    value: memory('registry'),
    ...megabytes,
  },
  {
    what: 'resident memory in MB, by the API',
    limit: () => 220,
    cases: all,
    value: memory('api'),
    ...megabytes,
  },
  {
    what: `seconds; ${quotaShare} × images ÷ ${putsPerSecond} a second`,
    limit: ({ benchCase }) => (quotaShare * benchCase.images.length) / putsPerSecond,
    cases: ['distant/quota'],
    value: (measured) => runOf(measured, 'registry')?.seconds,
    digits: 2,
    needsFullSize: false,
  },
];

/** Judges a rule in a case. Undefined where the contenders that it compares did not all run. */
function judgeCase(rule: Rule, measured: MeasuredCase, scale: number): readonly Figure[] {
  const { name } = measured.benchCase;
  const limit = rule.limit(measured);
  const value = rule.value(measured);
  const isImpossible = measured.outcomes.size === 0;
  if (value === undefined && !isImpossible) return [];
  return [
    {
      what: `${name}: ${rule.what}`,
      limit: `at most ${limit.toFixed(rule.digits)}`,
      measured: value?.toFixed(rule.digits) ?? '–',
      ok: value !== undefined && value <= limit,
      notJudged: isImpossible
        ? 'no network namespaces'
        : rule.needsFullSize && scale < 1
          ? 'smaller images'
          : undefined,
    },
  ];
}

/** A copy that failed counts as a limit that was exceeded, for every contender. */
const failures = ({ benchCase, outcomes }: MeasuredCase): readonly Figure[] =>
  [...outcomes].flatMap(([contender, outcome]) =>
    outcome.kind === 'failed'
      ? [{ what: `${benchCase.name}/${contender}`, limit: 'copied', measured: outcome.why, ok: false }]
      : [],
  );

/** Every limit in every case, and the copies that failed. */
export const judgeCases = (cases: readonly MeasuredCase[], scale: number): readonly Figure[] => [
  ...rules.flatMap((rule) =>
    cases
      .filter(({ benchCase }) => rule.cases.includes(benchCase.name))
      .flatMap((measured) => judgeCase(rule, measured, scale)),
  ),
  ...cases.flatMap(failures),
];
