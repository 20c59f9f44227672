import type { Random } from '../../../electron/testing/random.ts';

const throwing = (): never => {
  throw new Error('not readable');
};

const nested = (depth: number): unknown => {
  let value: unknown = 'x';
  for (let level = 0; level < depth; level += 1) value = level % 2 === 0 ? [value] : { of: value };
  return value;
};

function cycle(): unknown {
  const value: Record<string, unknown> = {};
  value['self'] = [value];
  return value;
}

function revoked(): unknown {
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  return proxy;
}

function sparse(): unknown {
  const items: unknown[] = [];
  items.length = 2 ** 32 - 1;
  return items;
}

const traps = {
  get: throwing,
  ownKeys: throwing,
  getPrototypeOf: throwing,
  getOwnPropertyDescriptor: throwing,
};

/** Values that the real window never sends. Each is created for its call, so that an earlier call cannot change it. */
const makers: readonly [(random: Random) => unknown, ...((random: Random) => unknown)[]] = [
  () => 10n,
  () => Symbol('no'),
  () => throwing,
  cycle,
  revoked,
  sparse,
  () => new Proxy({}, traps),
  () => new Proxy([], traps),
  () => new Proxy([], { get: () => Number.NaN }),
  () => new Proxy([], { get: () => 1e9 }),
  () => Object.defineProperty({}, 'text', { get: throwing, enumerable: true }),
  () => ({ toJSON: throwing, toString: throwing, [Symbol.toPrimitive]: throwing }),
  () => Object.assign(Object.create(null), { digest: 1 }),
  () => JSON.parse('{"__proto__":{"isAdmin":true},"constructor":{"prototype":1}}') as unknown,
  (random) => nested(10 + random.below(5_000)),
  () => new Map([['profile', 'build']]),
  () => new Date(Number.NaN),
  () => new Uint8Array(8),
  () => new (class extends Array<unknown> {})(),
  () => Number.NaN,
  () => Number.POSITIVE_INFINITY,
  () => Number.MAX_VALUE,
  () => -1,
  () => 0.1,
  () => -0,
  () => '',
  () => '\uD800',
  () => '\u001B[2J\u202E',
  () => '__proto__',
  () => '../../../etc/passwd',
  (random) => 'a_'.repeat(1 + random.below(200)),
  (random) => 'x'.repeat(1 + random.below(2_000)),
  (random) => `${'0'.repeat(random.below(100))}!`,
  () => null,
  () => undefined,
  () => [],
  () => ({}),
  (random) => Array.from({ length: random.below(3_000) }, () => 'x'),
  (random) => Object.fromEntries(Array.from({ length: random.below(300) }, (_, at) => [`k${at}`, at])),
];

export const hostileValue = (random: Random): unknown => random.pick(makers)(random);

/** Large enough to take time, so used only for a few calls of a run. */
export const hugeValue = (random: Random): unknown =>
  random.pick<() => unknown>([
    () => 'a_'.repeat(2_000_000),
    () => ({ images: Array.from({ length: 200_000 }, () => ({ digest: 'x' })) }),
    () => Array.from({ length: 300_000 }, (_, at) => at),
    () => Object.fromEntries(Array.from({ length: 100_000 }, (_, at) => [`k${at}`, at])),
    () => nested(200_000),
  ])();

const isContainer = (value: unknown): value is object => typeof value === 'object' && value !== null;

/** The same input with one place changed; unchanged where a getter or a proxy of an earlier change prevents it. */
export function mutate(input: unknown, random: Random): unknown {
  try {
    return changeOnePlace(input, random);
  } catch {
    return input;
  }
}

/** Replaces a value, removes it, lengthens or repeats it, or adds one. */
function changeOnePlace(input: unknown, random: Random): unknown {
  if (!isContainer(input) || random.chance(0.15)) return hostileValue(random);
  const keys = Object.keys(input);
  const key = keys[random.below(keys.length)];
  if (key === undefined || random.chance(0.1)) {
    Reflect.set(input, random.pick(['extra', 'toJSON', 'then', 'constructor']), hostileValue(random));
    return input;
  }
  const value: unknown = Reflect.get(input, key);
  if (isContainer(value) && random.chance(0.6)) Reflect.set(input, key, changeOnePlace(value, random));
  else if (random.chance(0.2)) Reflect.deleteProperty(input, key);
  else if (typeof value === 'string' && random.chance(0.5))
    Reflect.set(input, key, value.repeat(1 + random.below(600)));
  else if (Array.isArray(value) && random.chance(0.5))
    Reflect.set(
      input,
      key,
      Array.from({ length: random.below(1_500) }, () => value[0] as unknown),
    );
  else Reflect.set(input, key, hostileValue(random));
  return input;
}
