import { join } from 'node:path';
import { build } from 'vite';
import { expect, test } from 'vitest';

const isModule = /\.(tsx?|css)$/;

/** Builds the page as the app does, with a stand-in for its scripts and styles: only the html matters here. */
async function buildPage(): Promise<string> {
  const root = join(import.meta.dirname, '../renderer');
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

function readPolicy(html: string): ReadonlyMap<string, readonly string[]> {
  const meta = /<meta\s+http-equiv="Content-Security-Policy"\s+content="([^"]+)"/.exec(html);
  const directives = (meta?.[1] ?? '').split(';').map((directive) => directive.trim().split(/\s+/));
  return new Map(directives.map(([name = '', ...sources]) => [name, sources]));
}

test('the built page carries a strict content security policy, before anything it loads', async () => {
  const html = await buildPage();
  const policy = readPolicy(html);
  expect(policy.get('default-src')).toEqual(["'none'"]);
  expect(policy.get('script-src')).toEqual(["'self'"]);
  expect(policy.get('base-uri')).toEqual(["'none'"]);
  expect(policy.get('form-action')).toEqual(["'none'"]);
  const sources = [...policy.values()].flat();
  expect(sources).not.toContain("'unsafe-eval'");
  expect(sources.filter((source) => /^(\*|https?:|wss?:|blob:|file:)/.test(source))).toEqual([]);
  expect(html.indexOf('Content-Security-Policy')).toBeLessThan(html.search(/<(script|link|style)\b/));
});

test('no script stands in the built page itself, where the policy would block it', async () => {
  const scripts = (await buildPage()).match(/<script\b[^>]*>[^<]*/g) ?? [];
  expect(scripts.length).toBeGreaterThan(0);
  for (const script of scripts) expect(script).toMatch(/\bsrc="[^"]+"[^>]*>\s*$/);
});
