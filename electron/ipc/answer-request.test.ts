import { describe, expect, test } from 'vitest';
import type { RequestHandlers } from '../../shared/ipc.ts';
import { settingsSchema } from '../../shared/models/settings.ts';
import { answerRequest } from './answer-request.ts';
import { createUniformHandlers } from '../testing/ipc/create-handlers.ts';

const throwing = (): never => {
  throw new Error('not readable');
};

const refuse = (): Promise<never> => Promise.reject(new Error('not in this test'));
const refusing = createUniformHandlers(refuse);

function setUp(handlers: Partial<RequestHandlers> = {}) {
  const errors: unknown[][] = [];
  const ports = {
    handlers: { ...refusing, ...handlers },
    onError: (...args: unknown[]) => void errors.push(args),
  };
  return { errors, request: (name: unknown, input?: unknown) => answerRequest(name, input, ports) };
}

test('wraps an answer as a success', async () => {
  const settings = settingsSchema.parse({});
  const { request } = setUp({ 'settings.read': () => Promise.resolve(settings) });
  expect(await request('settings.read')).toEqual({ ok: true, value: settings });
});

test('passes the parsed input to the handler, without unknown properties', async () => {
  const received: unknown[] = [];
  const { request } = setUp({
    'clipboard.write': (input) => {
      received.push(input);
      return Promise.resolve(null);
    },
  });
  expect(await request('clipboard.write', { text: 'sha256:abc', extra: 1 })).toEqual({
    ok: true,
    value: null,
  });
  expect(received).toEqual([{ text: 'sha256:abc' }]);
});

test.each([
  ['clipboard.write', undefined, /^The input of clipboard\.write is not valid: .+\.$/],
  ['clipboard.write', { text: '' }, /^The input of clipboard\.write is not valid: text: .+\.$/],
  ['transfers.cancel', { transferId: '../x' }, /transferId: /],
  ['settings.read', {}, /^The input of settings\.read is not valid: /],
  ['settings.change', { tables: { imagesPageSize: 1, repositoriesPageSize: 1 } }, /\(and 1 more\)\.$/],
])('refuses %s with the input %o in one sentence', async (name, input, message) => {
  const { request, errors } = setUp();
  const error = { code: 'invalid-input', message: expect.stringMatching(message), retryable: false };
  expect(await request(name, input)).toEqual({ ok: false, error });
  expect(errors).toEqual([]);
});

test.each(['settings.write', 'constructor', '__proto__', 'toString', '', 7, null, undefined])(
  'refuses the unknown request %o',
  async (name) => {
    const { request } = setUp();
    expect(await request(name)).toMatchObject({ ok: false, error: { code: 'invalid-input' } });
  },
);

test("answers with the data of a handler's error, and reports the error", async () => {
  const broken = new Error('broken');
  const { request, errors } = setUp({ 'profiles.list': () => Promise.reject(broken) });
  const error = expect.objectContaining({ code: 'internal', detail: 'broken' });
  expect(await request('profiles.list')).toEqual({ ok: false, error });
  expect(errors).toEqual([['profiles.list', broken, error]]);
});

test('answers with the data of an error that a handler throws synchronously', async () => {
  const { request } = setUp({
    'profiles.list': () => {
      throw new TypeError('at once');
    },
  });
  expect(await request('profiles.list')).toMatchObject({
    ok: false,
    error: { detail: 'at once' },
  });
});

describe('the answer is a result for any request', () => {
  const cycle: Record<string, unknown> = {};
  cycle['self'] = cycle;
  const everyTrap = new Proxy({}, { get: throwing, ownKeys: throwing, getPrototypeOf: throwing });
  const revoked = Proxy.revocable({}, {});
  revoked.revoke();
  const deep: unknown = Array.from({ length: 20_000 }).reduce((inner) => [inner], []);
  const sparse: unknown[] = [];
  sparse.length = 2 ** 32 - 1;

  test.each<[string, unknown]>([
    ['a bigint', 10n],
    ['a symbol', Symbol('name')],
    ['a cycle', cycle],
    ['a proxy', everyTrap],
    ['a revoked proxy', revoked.proxy],
    [
      'an object that throws as text',
      { toString: throwing, toJSON: throwing, [Symbol.toPrimitive]: throwing },
    ],
    ['a list', ['settings.read']],
  ])('a name that is %s', async (_what, name) => {
    const { request } = setUp();
    expect(await request(name)).toEqual({
      ok: false,
      error: {
        code: 'invalid-input',
        message: `The name of a request is a string, not a value of type ${typeof name}.`,
        retryable: false,
      },
    });
  });

  test('shortens and escapes a long name in the error', async () => {
    const { request } = setUp();
    const answer = await request(`\u001B[2J${'x'.repeat(1_000_000)}`);
    expect(answer).toMatchObject({
      ok: false,
      error: { message: expect.stringMatching(/^There is no request named "\\u\{1b\}\[2Jx{100}/) },
    });
    expect(JSON.stringify(answer).length).toBeLessThan(500);
  });

  test.each<[string, unknown, string]>([
    ['a bigint', { text: 1n }, 'it has a bigint, which no request accepts'],
    ['a function', { text: () => 'x' }, 'it has a function, which no request accepts'],
    [
      'a getter that throws',
      Object.defineProperty({}, 'text', { get: throwing, enumerable: true }),
      'it cannot be read',
    ],
    ['a cycle', cycle, 'it is nested in more than 16 levels'],
    ['20,000 levels', { text: deep }, 'it is nested in more than 16 levels'],
    ['an array of four billion empty items', { text: sparse }, 'it has more than 4,000,000 values'],
    ['an array without a length', new Proxy([], { get: () => '5' }), 'it has an array without a length'],
    ['a proxy', everyTrap, 'it cannot be read'],
    ['a date', { text: new Date() }, 'it has an object that is not plain data'],
    ['a map', new Map([['text', 'x']]), 'it has an object that is not plain data'],
    [
      'a __proto__ of its own',
      JSON.parse('{"text":"x","__proto__":{"polluted":true}}'),
      'it has a member named __proto__',
    ],
    ['100 million characters', { text: 'x'.repeat(100_000_000) }, 'it has more than 67,108,864 characters'],
  ])('an input that has %s', async (_what, input, problem) => {
    const { request } = setUp({ 'clipboard.write': () => Promise.resolve(null) });
    const message = `The input of clipboard.write is not valid: ${problem}.`;
    expect(await request('clipboard.write', input)).toEqual({
      ok: false,
      error: { code: 'invalid-input', message, retryable: false },
    });
  });

  test('accepts an object without a prototype', async () => {
    const { request } = setUp({ 'clipboard.write': () => Promise.resolve(null) });
    const input: unknown = Object.assign(Object.create(null), { text: 'x' });
    expect(await request('clipboard.write', input)).toEqual({ ok: true, value: null });
  });

  const outputs: readonly [string, unknown][] = [
    ['a function', { run: throwing }],
    ['a cycle', cycle],
    ['a promise within', { later: Promise.resolve() }],
    ['a proxy', everyTrap],
    ['a map', new Map()],
  ];
  test.each(outputs)('a handler that answers with %s', async (_what, output) => {
    const handlers = { ...refusing };
    Reflect.set(handlers, 'storage.retry', () => Promise.resolve(output));
    const { request } = setUp(handlers);
    const answer = await request('storage.retry');
    expect(answer).toMatchObject({ ok: false, error: { code: 'internal' } });
    expect(structuredClone(answer)).toEqual(answer);
  });

  test.each<[string, unknown]>([
    ['a proxy', everyTrap],
    ['a revoked proxy', revoked.proxy],
    ['an object that throws as text', { toString: throwing, [Symbol.toPrimitive]: throwing }],
    ['nothing', undefined],
  ])('a handler that throws %s', async (_what, thrown) => {
    const { request } = setUp({
      'storage.retry': () => {
        throw thrown;
      },
    });
    expect(await request('storage.retry')).toMatchObject({ ok: false, error: { code: 'internal' } });
  });
});

test('escapes control characters in errors and answers', async () => {
  const { request } = setUp({
    'profiles.list': () => Promise.reject(new Error('\u001B[2JAll is well.')),
    'settings.read': () => Promise.resolve(settingsSchema.parse({ source: { profile: 'a\u202Eb' } })),
  });
  expect(await request('profiles.list')).toMatchObject({
    error: { detail: '\\u{1b}[2JAll is well.' },
  });
  expect(await request('settings.read')).toMatchObject({ value: { source: { profile: 'a\\u{202e}b' } } });
});
