import { readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { nodeArguments } from './node-arguments.ts';

const root = join(import.meta.dirname, '..', '..', '..');

test('the arguments are those of the script cli in package.json', async () => {
  const manifest: unknown = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));
  const { scripts } = z.object({ scripts: z.object({ cli: z.string() }) }).parse(manifest);
  const [entry = '', ...options] = nodeArguments.toReversed();
  expect(scripts.cli.split(' ')).toEqual(['node', ...options.toReversed(), relative(root, entry)]);
});
