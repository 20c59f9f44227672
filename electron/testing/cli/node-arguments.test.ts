import { readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { nodeArguments } from './node-arguments.ts';

const root = join(import.meta.dirname, '..', '..', '..');

test('npm run cli starts the command line with the arguments that tests and measurements use', async () => {
  const manifest: unknown = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));
  const { scripts } = z.object({ scripts: z.object({ cli: z.string() }) }).parse(manifest);
  const [entry = '', ...options] = nodeArguments.toReversed();
  expect(scripts.cli.split(' ')).toEqual(['node', ...options.toReversed(), relative(root, entry)]);
});
