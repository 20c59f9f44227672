import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { nodeOptions } from './node-arguments.ts';

const root = join(import.meta.dirname, '..', '..', '..');

test('the options are those of the script cli in package.json', async () => {
  const manifest: unknown = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));
  const { scripts } = z.object({ scripts: z.object({ cli: z.string() }) }).parse(manifest);
  expect(scripts.cli.split(' ')).toEqual(['node', ...nodeOptions, 'scripts/cli.ts']);
});
