import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { appFolder } from './launch.ts';

const text = readFileSync(join(appFolder, 'docs', 'security.md'), 'utf8');
const points = text.split('\n').filter((line) => /^\| \d+ /.test(line));

describe('docs/security.md', () => {
  test('has all twenty points of Electron’s checklist, in its order', () => {
    expect(points.map((line) => Number(/\d+/.exec(line)?.[0]))).toEqual(
      Array.from({ length: 20 }, (_, index) => index + 1),
    );
  });

  test('names only files that exist', () => {
    const named = text.match(/`[\w./-]+\.(?:ts|tsx|json)`/g) ?? [];
    const missing = named
      .map((name) => name.slice(1, -1))
      .filter((path) => !existsSync(join(appFolder, path)));
    expect(named.length).toBeGreaterThan(40);
    expect(missing).toEqual([]);
  });

  test.each(points.map((line) => [Number(/\d+/.exec(line)?.[0]), line] as const))(
    'names a test for point %i, or states that there is none',
    (_number, line) => {
      const shownBy = line.split('|').at(-2);
      expect(shownBy).toMatch(/\.(?:test|spec)\.ts|No test:/);
    },
  );
});
