import { expect, test } from 'vitest';
import type { ErrorData } from '../../shared/result.ts';
import { settingsSchema } from '../../shared/models/settings.ts';
import type { RequestHandlers } from './answer-request.ts';
import { answerRequest } from './answer-request.ts';

const internal: ErrorData = { code: 'internal', message: 'Not in this test.', retryable: false };

const refuse = (): Promise<never> => Promise.reject(new Error('not in this test'));
const refusing: RequestHandlers = {
  'profiles.list': refuse,
  'demo.start': refuse,
  'demo.stop': refuse,
  'mfa.answer': refuse,
  'signIns.list': refuse,
  'signIns.start': refuse,
  'signIns.cancel': refuse,
  'signIns.openPage': refuse,
  'signIns.signOut': refuse,
  'registries.identify': refuse,
  'repositories.list': refuse,
  'images.list': refuse,
  'images.platforms': refuse,
  'plans.create': refuse,
  'preflight.run': refuse,
  'transfers.list': refuse,
  'transfers.start': refuse,
  'transfers.pause': refuse,
  'transfers.resume': refuse,
  'transfers.cancel': refuse,
  'transfers.retry': refuse,
  'transfers.remove': refuse,
  'transfers.saveReport': refuse,
  'network.read': refuse,
  'network.test': refuse,
  'network.setProxyPassword': refuse,
  'network.reloadShellEnvironment': refuse,
  'network.chooseCertificateFile': refuse,
  'profiles.openFile': refuse,
  'images.details': refuse,
  'plans.read': refuse,
  'bulks.create': refuse,
  'bulks.list': refuse,
  'bulks.start': refuse,
  'bulks.cancel': refuse,
  'bulks.remove': refuse,
  'comparisons.create': refuse,
  'comparisons.read': refuse,
  'comparisons.cancel': refuse,
  'comparisons.export': refuse,
  'transfers.queue': refuse,
  'transfers.move': refuse,
  'transfers.retryFailed': refuse,
  'transfers.resumeInterrupted': refuse,
  'transfers.log': refuse,
  'transfers.throughput': refuse,
  'history.search': refuse,
  'history.read': refuse,
  'history.export': refuse,
  'history.clear': refuse,
  'history.countExcess': refuse,
  'history.exportAndDelete': refuse,
  'storage.problems': refuse,
  'storage.retry': refuse,
  'references.resolve': refuse,
  'settings.brokenFiles': refuse,
  'settings.read': refuse,
  'settings.change': refuse,
  'clipboard.write': refuse,
};

function setUp(handlers: Partial<RequestHandlers> = {}) {
  const errors: unknown[][] = [];
  const ports = {
    handlers: { ...refusing, ...handlers },
    toErrorData: (error: unknown): ErrorData => ({ ...internal, detail: String(error) }),
    onError: (...args: unknown[]) => void errors.push(args),
  };
  return { errors, ask: (name: unknown, input?: unknown) => answerRequest(name, input, ports) };
}

test('an answer is wrapped as a success', async () => {
  const settings = settingsSchema.parse({});
  const { ask } = setUp({ 'settings.read': () => Promise.resolve(settings) });
  expect(await ask('settings.read')).toEqual({ ok: true, value: settings });
});

test('the handler gets the parsed input, without what the schema does not know', async () => {
  const received: unknown[] = [];
  const { ask } = setUp({
    'clipboard.write': (input) => {
      received.push(input);
      return Promise.resolve(null);
    },
  });
  expect(await ask('clipboard.write', { text: 'sha256:abc', extra: 1 })).toEqual({ ok: true, value: null });
  expect(received).toEqual([{ text: 'sha256:abc' }]);
});

test.each([
  ['clipboard.write', undefined, /^The input of clipboard\.write is not valid: .+\.$/],
  ['clipboard.write', { text: '' }, /^The input of clipboard\.write is not valid: text: .+\.$/],
  ['transfers.cancel', { transferId: '../x' }, /transferId: /],
  ['settings.read', {}, /^The input of settings\.read is not valid: /],
  ['settings.change', { tables: { imagesPageSize: 1, repositoriesPageSize: 1 } }, /\(and 1 more\)\.$/],
])('%s given %o is refused with one sentence', async (name, input, message) => {
  const { ask, errors } = setUp();
  const error = { code: 'invalid-input', message: expect.stringMatching(message), retryable: false };
  expect(await ask(name, input)).toEqual({ ok: false, error });
  expect(errors).toEqual([]);
});

test.each(['settings.write', 'constructor', '__proto__', 'toString', '', 7, null, undefined])(
  'there is no request %o',
  async (name) => {
    const { ask } = setUp();
    expect(await ask(name)).toMatchObject({ ok: false, error: { code: 'invalid-input' } });
  },
);

test('a handler that fails becomes error data, and the error itself is told', async () => {
  const broken = new Error('broken');
  const { ask, errors } = setUp({ 'profiles.list': () => Promise.reject(broken) });
  const error = { ...internal, detail: 'Error: broken' };
  expect(await ask('profiles.list')).toEqual({ ok: false, error });
  expect(errors).toEqual([['profiles.list', broken, error]]);
});

test('a handler that throws at once is no different', async () => {
  const { ask } = setUp({
    'profiles.list': () => {
      throw new TypeError('at once');
    },
  });
  expect(await ask('profiles.list')).toMatchObject({ ok: false, error: { detail: 'TypeError: at once' } });
});
