import { generateKeyPairSync } from 'node:crypto';
import { expect } from 'vitest';
import { startLocalProxy } from '../../local-ecr/proxy/local-proxy.ts';
import { test } from '../../testing/update-test.ts';

const failure = (code: string, message: RegExp) => ({
  state: { kind: 'check-failed', error: { code, message: expect.stringMatching(message) } },
});

test('requests nothing before a check', async ({ openApp, feed }) => {
  const app = await openApp({ settings: { check: 'not-asked' } });
  expect(await app.read()).toMatchObject({ asks: true, checksAutomatically: false, state: { kind: 'idle' } });
  app.settings = { ...app.settings, check: 'off' };
  await app.onSettingsChanged();
  expect(app.sent.at(-1)).toMatchObject({ asks: false });
  expect(feed.requests).toEqual([]);
});

test('finds a newer version with its release notes and its page', async ({ openApp, feed }) => {
  feed.publish({ version: '0.2.0' });
  const app = await openApp();
  const status = await app.check();
  expect(status.state).toEqual({
    kind: 'available',
    update: {
      version: '0.2.0',
      releasedAt: Date.UTC(2026, 10, 29, 12),
      notes: '## Added\n\n- A <b>new</b> thing.',
      page: 'https://github.com/ecr-image-replicator/ecr-image-replicator/releases/tag/v0.2.0',
    },
  });
  expect(app.sent.map(({ state }) => state.kind)).toEqual(['checking', 'available']);
  expect(status.checkedAt).toBeGreaterThan(0);
});

test.for([
  ['the same version', '0.1.0', '0.1.0'],
  ['an older version', '0.1.0', '0.0.9'],
  ['an older beta version', '0.2.0-beta.1', '0.1.9'],
])('offers nothing for %s', async ([, version, published], { openApp, feed }) => {
  feed.publish({ version: published ?? '' });
  const app = await openApp({ version: version ?? '' });
  expect((await app.check()).state).toEqual({ kind: 'current' });
});

test('never goes back to an older version when the channel changes', async ({ openApp, feed }) => {
  feed.publish({ version: '0.1.0' });
  feed.publish({ version: '0.2.0-beta.1', channel: 'beta' });
  const app = await openApp({ settings: { channel: 'beta' } });
  expect((await app.check()).state).toMatchObject({ update: { version: '0.2.0-beta.1' } });
  app.settings = { ...app.settings, channel: 'latest' };
  await app.onSettingsChanged();
  expect(await app.read()).toMatchObject({ channel: 'latest', state: { kind: 'idle' } });
  expect((await app.check()).state).toEqual({ kind: 'current' });
});

test.for([
  [0, 'current'],
  [100, 'available'],
] as const)(
  'offers a version that is rolled out to %i % as %s',
  async ([percent, kind], { openApp, feed }) => {
    feed.publish({ version: '0.2.0', stagingPercentage: percent });
    const app = await openApp();
    expect((await app.check()).state.kind).toBe(kind);
  },
);

test('sends no id of the user', async ({ openApp, feed }) => {
  const name = feed.publish({ version: '0.2.0' });
  const headers: object[] = [];
  const content = feed.files.get(name);
  feed.files.set(name, (request, response) => {
    headers.push(request.headers);
    response.end(content);
  });
  await (await openApp()).check();
  expect(headers).toEqual([
    {
      host: expect.any(String),
      connection: 'keep-alive',
      'cache-control': 'no-cache',
      'user-agent': 'test/0.1.0',
    },
  ]);
});

test('rejects a file without a signature', async ({ openApp, feed }) => {
  const name = feed.publish({ version: '0.2.0' });
  feed.files.delete(`${name}.sig`);
  const app = await openApp();
  expect(await app.check()).toMatchObject(failure('update-rejected', /has no signature of .*\.yml/));
  feed.files.set(`${name}.sig`, Buffer.from('not a signature'));
  expect(await app.check()).toMatchObject(failure('update-rejected', /has no signature/));
});

test('rejects a file that another key has signed', async ({ openApp, feed }) => {
  feed.publish({ version: '0.2.0', signWith: generateKeyPairSync('ed25519').privateKey });
  expect(await (await openApp()).check()).toMatchObject(
    failure('update-rejected', /a key that this version does not/),
  );
});

test('accepts a file that one of several keys has signed', async ({ openApp, feed }) => {
  const name = feed.publish({ version: '0.2.0' });
  const own = String(feed.files.get(`${name}.sig`));
  const other = `${'0'.repeat(16)} ${own.split(' ')[1] ?? ''}`;
  feed.files.set(`${name}.sig`, Buffer.from(other + own));
  expect((await (await openApp()).check()).state.kind).toBe('available');
});

test('rejects a file that was changed, or signed for another channel', async ({ openApp, feed }) => {
  const name = feed.publish({ version: '0.2.0' });
  const beta = feed.publish({ version: '0.3.0-beta.1', channel: 'beta' });
  const signed = feed.files.get(name);
  feed.files.set(name, Buffer.from(String(signed).replace('0.2.0', '0.2.1')));
  const app = await openApp();
  expect(await app.check()).toMatchObject(failure('update-rejected', /signature of .* is not valid/));
  feed.files.set(name, feed.files.get(beta) ?? Buffer.alloc(0));
  feed.files.set(`${name}.sig`, feed.files.get(`${beta}.sig`) ?? Buffer.alloc(0));
  expect(await app.check()).toMatchObject(failure('update-rejected', /signature of .* is not valid/));
});

test('needs no signature where nothing is installed', async ({ openApp, feed }) => {
  const name = feed.publish({ version: '0.2.0' });
  feed.files.delete(`${name}.sig`);
  const app = await openApp({ keys: [] });
  expect(await app.check()).toMatchObject({
    delivery: { kind: 'notify', reason: 'no-key' },
    state: { kind: 'available', update: { version: '0.2.0' } },
  });
  await expect(app.download()).rejects.toMatchObject({ data: { code: 'invalid-input' } });
  expect(feed.requests.map(({ path }) => path)).toEqual([name]);
});

test.for([
  ['no version', 'files: []\n'],
  ['a file elsewhere', 'version: 0.2.0\nfiles:\n  - url: https://evil.example/x.AppImage\n'],
  ['a file above the folder', 'version: 0.2.0\nfiles:\n  - url: ../x.AppImage\n'],
  ['no hash', 'version: 0.2.0\nfiles:\n  - url: x.AppImage\n    size: 10\n'],
  ['a page', '<!doctype html><title>Sign in</title>'],
])('rejects a file with %s', async ([, text], { openApp, feed }) => {
  const name = feed.publish({ version: '0.2.0' });
  feed.files.set(name, Buffer.from(text ?? ''));
  expect(await (await openApp({ keys: [] })).check()).toMatchObject(
    failure('update-rejected', /is not update information/),
  );
});

test('reads no more of an endless file than a channel can have', async ({ openApp, feed }) => {
  const name = feed.publish({ version: '0.2.0' });
  let sent = 0;
  feed.files.set(name, (_request, response) => {
    const more = (): void => {
      sent += 65_536;
      if (!response.destroyed) response.write(Buffer.alloc(65_536, '#'), () => setImmediate(more));
    };
    more();
  });
  expect(await (await openApp()).check()).toMatchObject(
    failure('update-rejected', /is larger than update information/),
  );
  expect(sent).toBeLessThan(20_000_000);
});

test('follows a redirect to https, and none to http', async ({ openApp, feed }) => {
  const name = feed.publish({ version: '0.2.0' });
  const content = feed.files.get(name);
  let location = `${feed.url}store/${name}`;
  feed.files.set(name, (_request, response) => void response.writeHead(302, { location }).end());
  feed.files.set(`store/${name}`, content ?? Buffer.alloc(0));
  const app = await openApp();
  expect((await app.check()).state.kind).toBe('available');
  location = location.replace('https:', 'http:');
  expect(await app.check()).toMatchObject(failure('not-aws', /an address that is not safe to use/));
  location = `${feed.url}${name}`;
  expect(await app.check()).toMatchObject(failure('update-rejected', /is not update information/));
});

test('says that nothing is published, and that a server fails', async ({ openApp, feed }) => {
  const app = await openApp();
  expect(await app.check()).toMatchObject(failure('service-unavailable', /HTTP 404.*channel and system/));
  const name = feed.publish({ version: '0.2.0' });
  feed.files.set(name, (_request, response) => void response.writeHead(503).end());
  expect(await app.check()).toMatchObject(failure('service-unavailable', /HTTP 503/));
});

test('uses the proxy and the certificates of the app', async ({
  openApp,
  feed,
  feedName,
  onTestFinished,
}) => {
  feed.publish({ version: '0.2.0' });
  const proxy = await startLocalProxy({ getRoute: () => new URL(feed.url).host });
  onTestFinished(() => proxy.close());
  const policy = { updateFeed: `https://${feedName}/` };
  const app = await openApp({ policy, network: { proxyMode: 'manual', proxyUrl: proxy.url } });
  expect(await app.check()).toMatchObject({ feedHost: feedName, state: { kind: 'available' } });
  expect(proxy.requests).toContainEqual({ kind: 'tunnel', host: `${feedName}:443`, outcome: 'pass' });
  const untrusting = await openApp({ network: { certificateFile: undefined } });
  expect(await untrusting.check()).toMatchObject(failure('certificate-untrusted', /is not trusted/));
});

test('explains a host that cannot be resolved', async ({ openApp }) => {
  const app = await openApp({ policy: { updateFeed: 'https://updates.invalid/' } });
  const { state } = await app.check();
  if (state.kind !== 'check-failed') return expect.unreachable();
  expect(state.error.message).toMatch(/updates\.invalid/);
  expect(state.error.message).not.toContain('region');
});

test('a policy turns requests off, decides about checks, and about the channel', async ({
  openApp,
  feed,
}) => {
  const off = await openApp({ policy: { updates: 'off' } });
  await expect(off.check()).rejects.toMatchObject({ data: { code: 'invalid-input' } });
  expect(await off.read()).toMatchObject({ asks: false, checksAutomatically: false });
  expect(feed.requests).toEqual([]);
  const decided = await openApp({
    settings: { check: 'not-asked', channel: 'latest' },
    policy: { updateChecks: 'automatic', updateChannel: 'beta' },
  });
  expect(await decided.read()).toMatchObject({
    asks: false,
    checksAutomatically: true,
    channel: 'beta',
    management: { keys: ['updateChecks', 'updateChannel', 'updateFeed'] },
  });
});

test('checks once when it is asked twice', async ({ openApp, feed }) => {
  feed.publish({ version: '0.2.0' });
  const app = await openApp();
  await Promise.all([app.check(), app.check()]);
  expect(feed.requests).toHaveLength(2);
});
