import { createKnownSecrets, knownSecrets } from '../../../electron/engine/redaction/known-secrets.ts';
import { redact } from '../../../electron/engine/redaction/redact.ts';
import type { Campaign, CampaignFigure } from '../core/campaign.ts';
import { atMost, exactly } from '../core/campaign.ts';
import { contexts } from './contexts.ts';
import type { GeneratedSecret } from './generated-secrets.ts';
import { generateHarmless, generateSecret } from './generated-secrets.ts';
import { hostileTexts } from './hostile-texts.ts';
import { seededRandom } from '../../../electron/testing/random.ts';

/** A part of a secret of this many characters is a leak. */
const leakLength = 12;

/** Whether a part of a secret is readable, in plain or in the encodings of its context. */
function isLeaked(line: string, { value }: GeneratedSecret): boolean {
  const forms = [
    value,
    encodeURIComponent(value),
    Buffer.from(`AWS:${value}`).toString('base64').slice(6, -4),
  ];
  return forms.some((form) => {
    const length = Math.min(leakLength, form.length);
    for (let start = 0; start + length <= form.length; start += length)
      if (line.includes(form.slice(start, start + length))) return true;
    return line.includes(form.slice(-length));
  });
}

const megabyte = 1_000_000;

/** Maximum number of runs for a time: the garbage of an earlier one can be collected in any of them. */
const maxRuns = 10;
/** Milliseconds; a shorter time of a whole text is too noisy to be compared. */
const comparable = 50;
/** Milliseconds; a shorter time of a quarter counts as this one. */
const shortest = 5;

/**
 * The minimum of some runs, in milliseconds of processor time, which other work on the machine hardly changes. The first one
 * that is no longer than `enough` ends them.
 */
function measure(text: string, enough: number): number {
  let minimum = Number.POSITIVE_INFINITY;
  for (let run = 0; run < maxRuns && minimum > enough; run += 1) {
    const before = process.cpuUsage();
    redact(text);
    const { user, system } = process.cpuUsage(before);
    minimum = Math.min(minimum, (user + system) / 1000);
  }
  return minimum;
}

export const campaign: Campaign = {
  description:
    'secrets in many contexts are hidden, harmless texts stay as they are, and any text takes little time',
  fullSize: 100_000,
  sampleSize: 150,
  async run({ size, seed, report }) {
    const random = seededRandom(seed);
    const leaks = { known: 0, named: 0 };
    const leaked = new Map<string, number>();
    const note = (
      group: keyof typeof leaks,
      context: string,
      { kind }: GeneratedSecret,
      text: string,
    ): void => {
      leaks[group] += 1;
      const key = `${group}, ${context}, ${kind}`;
      if (!leaked.has(key)) report(`leaked (${key}): ${text.slice(0, 200)} → ${redact(text).slice(0, 200)}`);
      leaked.set(key, (leaked.get(key) ?? 0) + 1);
    };
    for (let index = 0; index < size; index += 1) {
      const secret = generateSecret(random);
      knownSecrets.forgetAll();
      for (const { name, named, textOf } of contexts) {
        const text = textOf(secret);
        if (named && isLeaked(redact(text), secret)) note('named', name, secret, text);
      }
      knownSecrets.remember(secret.value);
      for (const { name, textOf } of contexts) {
        const text = textOf(secret);
        if (isLeaked(redact(text), secret)) note('known', name, secret, text);
      }
      if (index % 10_000 === 9_999) report(`${index + 1} secrets`);
    }
    knownSecrets.forgetAll();
    for (let index = 0; index < 400; index += 1) knownSecrets.remember(generateSecret(random).value);
    let changed = 0;
    for (let index = 0; index < size; index += 1) {
      const text = generateHarmless(random);
      if (redact(text) === text) continue;
      changed += 1;
      if (changed <= 10) report(`changed: ${text} → ${redact(text)}`);
    }
    const length = Math.min(megabyte, size * 200);
    let longest = { name: '', time: 0 };
    let steepest = { name: '', growth: 0 };
    const quarters = hostileTexts(seededRandom(seed), length / 4);
    const wholes = hostileTexts(seededRandom(seed), length);
    for (const [index, { name, text }] of wholes.entries()) {
      const time = measure(text, comparable);
      if (time > 60) report(`${Math.round(time)} ms: ${name}`);
      if (time > longest.time) longest = { name, time };
      const quarter = time > comparable ? measure(quarters[index]?.text ?? '', shortest) : 0;
      const growth = time > comparable ? time / Math.max(quarter, shortest) : 0;
      if (growth > steepest.growth) steepest = { name, growth };
    }
    report(`longest: ${longest.name}, ${Math.round(longest.time)} ms; steepest: ${steepest.name}`);
    knownSecrets.forgetAll();
    const short = createKnownSecrets();
    short.remember('short12', 'a', '');
    const figures: readonly CampaignFigure[] = [
      exactly(
        `leaks of ${size} secrets that the process knows, in ${contexts.length} contexts`,
        0,
        leaks.known,
      ),
      exactly(
        `leaks of ${size} unknown secrets, in ${contexts.filter(({ named }) => named).length} contexts that name them`,
        0,
        leaks.named,
      ),
      exactly(`of ${size} harmless texts changed`, 0, changed),
      atMost(`longest time for ${length} characters, ms`, 100, longest.time),
      atMost('time for four times the length, times (linear: 4, quadratic: 16)', 8, steepest.growth),
      exactly('secrets of fewer than 8 characters replaced by value', 0, short.find('short12 a').length),
    ];
    return figures;
  },
};
