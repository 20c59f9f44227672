import { join } from 'node:path';
import { build } from 'vite';
import { expect, test } from 'vitest';
import { contentSecurityPolicy } from './content-security-policy.ts';

const isModule = /\.(tsx?|css)$/;

/** Builds the page with empty scripts and styles, because the tests read only the HTML. */
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

test('loads only what a directive allows, and scripts only from the page itself', () => {
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
  // A meta tag cannot set this directive, but the header can.
  'frame-ancestors',
])('%s allows nothing', (name) => {
  expect(policy.get(name)).toEqual(["'none'"]);
});

test('allows no unsafe source and no other origin', () => {
  const sources = [...policy.values()].flat();
  expect(sources.filter((source) => source.startsWith("'unsafe-"))).toEqual([]);
  expect(sources.filter((source) => !["'none'", "'self'", 'data:'].includes(source))).toEqual([]);
});

test('has no second policy in the page', async () => {
  expect(await buildPage()).not.toMatch(/http-equiv/i);
});

test('has no inline script in the built page, which the policy blocks', async () => {
  const scripts = (await buildPage()).match(/<script\b[^>]*>[^<]*/g) ?? [];
  expect(scripts.length).toBeGreaterThan(0);
  for (const script of scripts) expect(script).toMatch(/\bsrc="[^"]+"[^>]*>\s*$/);
});
