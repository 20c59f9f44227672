/** Bytes of a unit, as ECR and Docker (decimal) and as binary prefixes name them. */
const units: Readonly<Record<string, number>> = {
  '': 1,
  b: 1,
  kb: 1e3,
  mb: 1e6,
  gb: 1e9,
  tb: 1e12,
  kib: 1024,
  mib: 1024 ** 2,
  gib: 1024 ** 3,
  tib: 1024 ** 4,
};

const sizePattern = /^(\d{1,15}(?:\.\d{1,6})?)\s*([a-z]*)$/;

/** Reads `100 MB`, `1.5GiB` or `2000` as bytes; undefined for anything else. */
export function parseSize(text: string): number | undefined {
  const [, number, unit = ''] = sizePattern.exec(text.trim().toLowerCase()) ?? [];
  const factor = units[unit];
  return number === undefined || factor === undefined ? undefined : Number(number) * factor;
}

const hour = 3_600_000;
const periods: readonly (readonly [pattern: RegExp, milliseconds: number])[] = [
  [/^h(ours?)?$/, hour],
  [/^d(ays?)?$/, 24 * hour],
  [/^w(eeks?)?$/, 7 * 24 * hour],
  [/^months?$/, 30 * 24 * hour],
  [/^y(ears?)?$/, 365 * 24 * hour],
];

const agoPattern = /^(\d{1,5})\s*([a-z]+)(?:\s+ago)?$/;
const datePattern = /^\d{4}-\d{2}-\d{2}$/;
const dateTimePattern = /^(\d{4}-\d{2}-\d{2})[ t](\d{2}:\d{2}(?::\d{2})?)$/;

/**
 * Reads `2026-11-01`, `2026-11-01 14:30` (local time) or `7 days ago`, `24h`, `2 weeks` (before now).
 *
 * @returns milliseconds since 1970; undefined for anything else.
 */
export function parseTime(text: string, now: number): number | undefined {
  const lower = text.trim().toLowerCase();
  const [, amount, unit] = agoPattern.exec(lower) ?? [];
  if (amount !== undefined && unit !== undefined) {
    const period = periods.find(([pattern]) => pattern.test(unit));
    return period && now - Number(amount) * period[1];
  }
  const [, date, time] = dateTimePattern.exec(lower) ?? [];
  const local = datePattern.test(lower) ? `${lower}T00:00` : date && time && `${date}T${time}`;
  const parsed = local ? new Date(local).getTime() : Number.NaN;
  return Number.isNaN(parsed) ? undefined : parsed;
}
