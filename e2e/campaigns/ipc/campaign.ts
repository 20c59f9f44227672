import type { AnswerPorts } from '../../../electron/ipc/answer-request.ts';
import { answerRequest } from '../../../electron/ipc/answer-request.ts';
import { createUniformHandlers } from '../../../electron/testing/ipc/create-handlers.ts';
import { requests } from '../../../shared/ipc.ts';
import type { Campaign } from '../core/campaign.ts';
import { atMost, exactly } from '../core/campaign.ts';
import type { Random } from '../../../electron/testing/random.ts';
import { seededRandom } from '../../../electron/testing/random.ts';
import { findBeyondBounds } from './accepted-bounds.ts';
import { measureGrowth, requestOf } from './cost.ts';
import { hostileValue, hugeValue, mutate } from './hostile-values.ts';
import { validInput } from './valid-inputs.ts';

/** With a linear check ten times the input takes ten times the time; with a quadratic one a hundred times. */
const maxGrowth = 20;

interface Tally {
  rejections: number;
  /** Answers that are not a result, or cannot be sent. */
  notSent: number;
  accepted: number;
  refused: number;
  beyondBounds: number;
  readonly examples: string[];
}

/** Handlers that record their input, and answer as configured: mostly with a result, else with arbitrary values. */
function portsOf(random: Random, tally: Tally): AnswerPorts {
  return {
    handlers: createUniformHandlers((name, input) => {
      tally.accepted += 1;
      const beyond = findBeyondBounds(input);
      if (beyond !== undefined) {
        tally.beyondBounds += 1;
        tally.examples.push(`${name} accepted ${beyond}`);
      }
      if (random.chance(0.7)) return Promise.resolve(null);
      if (random.chance(0.5)) throw hostileValue(random);
      return Promise.resolve(hostileValue(random));
    }),
    onError() {
      if (random.chance(0.2)) throw hostileValue(random);
    },
  };
}

const names = Object.keys(requests);

function call(random: Random, huge: boolean): { readonly name: unknown; readonly input: unknown } {
  const [first = '', ...others] = names;
  const name = random.pick([first, ...others]);
  const schema = Object.entries(requests).find(([each]) => each === name)?.[1].input;
  if (huge) return { name: random.chance(0.1) ? hugeValue(random) : name, input: hugeValue(random) };
  if (random.chance(0.05) || !schema) return { name: hostileValue(random), input: hostileValue(random) };
  const input = validInput(schema, random);
  if (random.chance(0.2)) return { name, input };
  const once = mutate(input, random);
  return { name, input: random.chance(0.3) ? mutate(once, random) : once };
}

async function ask(name: unknown, input: unknown, ports: AnswerPorts, tally: Tally): Promise<void> {
  const before = tally.accepted;
  try {
    const answer = await answerRequest(name, input, ports);
    if (tally.accepted === before) tally.refused += 1;
    try {
      structuredClone(answer);
      if (typeof answer.ok !== 'boolean') tally.notSent += 1;
    } catch {
      tally.notSent += 1;
      tally.examples.push(`The answer of ${String(name)} cannot be sent.`);
    }
  } catch {
    tally.rejections += 1;
    tally.examples.push(`Rejected: ${typeof name === 'string' ? name.slice(0, 100) : typeof name}`);
  }
}

export const campaign: Campaign = {
  description: 'Calls every request of the window with inputs that are valid, broken, hostile and huge.',
  fullSize: 1_000_000,
  sampleSize: 5_000,
  async run({ size, seed, report }) {
    const random = seededRandom(seed);
    const tally: Tally = {
      rejections: 0,
      notSent: 0,
      accepted: 0,
      refused: 0,
      beyondBounds: 0,
      examples: [],
    };
    const ports = portsOf(random, tally);
    let unhandled = 0;
    const onUnhandled = (): void => void (unhandled += 1);
    process.on('unhandledRejection', onUnhandled);
    const startedAt = performance.now();
    for (let number = 1; number <= size; number += 1) {
      const { name, input } = call(random, number % 5_000 === 0);
      await ask(name, input, ports, tally);
      if (number % 100_000 === 0) report(`${number} calls, ${tally.accepted} accepted`);
    }
    // One turn of the event loop, in which an unhandled rejection is reported.
    await new Promise((resolve) => setImmediate(resolve));
    process.off('unhandledRejection', onUnhandled);
    const seconds = (performance.now() - startedAt) / 1000;
    report(
      `${tally.accepted} accepted, ${tally.refused} refused, ${Math.round(size / seconds)} calls a second`,
    );
    for (const example of tally.examples.slice(0, 10)) report(example);

    let received = 0;
    const quiet: AnswerPorts = {
      handlers: createUniformHandlers((_name, input) => {
        if (typeof input === 'object' && input && 'images' in input && Array.isArray(input.images))
          received = input.images.length;
        return Promise.resolve(null);
      }),
      onError: () => undefined,
    };
    await answerRequest('plans.create', requestOf(100_000), quiet);
    const admitted = received;
    const isLong = size >= 100_000;
    const growth = await measureGrowth(quiet, isLong ? 7 : 3, isLong ? 1 : 0.1);
    for (const { what, milliseconds, ratio } of growth)
      report(`${what}: ${milliseconds.toFixed(1)} ms of CPU time, ${ratio.toFixed(1)} times that of a tenth`);

    return [
      exactly('calls rejected', 0, tally.rejections),
      exactly('rejections that nobody handled', 0, unhandled),
      exactly('answers that could not be sent', 0, tally.notSent),
      exactly('inputs accepted beyond bounds', 0, tally.beyondBounds),
      exactly('images admitted in one request', 100_000, admitted),
      atMost(
        'CPU time of a ten times larger input, times',
        maxGrowth,
        Math.max(...growth.map(({ ratio }) => ratio)),
      ),
    ];
  },
};
