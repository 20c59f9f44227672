import { join } from 'node:path';
import { build } from 'vite';
import { expect, test } from 'vitest';
import { contentSecurityPolicy } from './content-security-policy.ts';

const isModule = /\.(tsx?|css)$/;

/** Builds the page as the app does, with a stand-in for its scripts and styles: only the html matters here. */
async function buildPage(): Promise<string> {
  const root = join(import.meta.dirname, '../../../renderer');
  const built = await build({
    root,
    configFile: false,
    logLevel: 'silent',
    build: { write: false, rollupOptions: { input: join(root, 'index.html') } },
    plugins: [
      {
        name: 'empty-modules',
        enforce: 'pre',
        resolveId: (id) => (isModule.test(id) ? `\0${id}` : null),
        load: (id) => (isModule.test(id) ? 'globalThis.loaded = true;' : null),
      },
    ],
  });
  const outputs = (Array.isArray(built) ? built : [built]).flatMap((one) =>
    'output' in one ? one.output : [],
  );
  const html = outputs.find(({ fileName }) => fileName === 'index.html');
  return html?.type === 'asset' ? String(html.source) : '';
}

const policy: ReadonlyMap<string, readonly string[]> = new Map(
  contentSecurityPolicy.split(';').map((directive) => {
    const [name = '', ...sources] = directive.trim().split(/\s+/);
    return [name, sources];
  }),
);

test('nothing is loaded but what a directive allows, and scripts come from the page’s own files alone', () => {
  expect(policy.get('default-src')).toEqual(["'none'"]);
  expect(policy.get('script-src')).toEqual(["'self'"]);
  expect(policy.get('style-src')).toEqual(["'self'"]);
});

test.each([
  'connect-src',
  'object-src',
  'frame-src',
  'worker-src',
  'base-uri',
  'form-action',
  // A meta tag cannot carry this one; the header can.
  'frame-ancestors',
])('%s is closed', (name) => {
  expect(policy.get(name)).toEqual(["'none'"]);
});

test('no directive is unsafe or names another origin', () => {
  const sources = [...policy.values()].flat();
  expect(sources.filter((source) => source.startsWith("'unsafe-"))).toEqual([]);
  expect(sources.filter((source) => !["'none'", "'self'", 'data:'].includes(source))).toEqual([]);
});

test('the page itself carries no policy: the one of the header is the only one', async () => {
  expect(await buildPage()).not.toMatch(/http-equiv/i);
});

test('no script stands in the built page itself, where the policy would block it', async () => {
  const scripts = (await buildPage()).match(/<script\b[^>]*>[^<]*/g) ?? [];
  expect(scripts.length).toBeGreaterThan(0);
  for (const script of scripts) expect(script).toMatch(/\bsrc="[^"]+"[^>]*>\s*$/);
});
