import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test as baseTest } from 'vitest';
import { z } from 'zod';
import { recordingLog } from '../../testing/recording-log.ts';
import { openJsonFile } from './json-file.ts';
import type { Migration } from './read-json-file.ts';
import { readJsonFile } from './read-json-file.ts';

const schema = z.object({ version: z.literal(3), counts: z.array(z.number()), unit: z.string() });
const migrations: readonly Migration[] = [
  ({ count, ...rest }) => ({ ...rest, counts: [count] }),
  (content) => ({ ...content, unit: 'images' }),
];
const format = { schema, migrations };

/** A test with the path of a file in its own folder. */
const test = baseTest.extend('path', async ({ task }, { onCleanup }) => {
  const folder = await mkdtemp(join(tmpdir(), `read-json-file-${task.id}-`));
  onCleanup(() => rm(folder, { recursive: true }));
  return join(folder, 'a.json');
});

test.for([
  ['none', '{"count":7}', [7]],
  ['1', '{"version":1,"count":7}', [7]],
  ['2', '{"version":2,"counts":[7,8]}', [7, 8]],
  ['3', '{"version":3,"counts":[9],"unit":"images"}', [9]],
] as const)('migrates version %s to the current version', async ([_version, text, counts], { path }) => {
  await writeFile(path, text);
  const file = await openJsonFile({
    ...format,
    path,
    defaults: { version: 3, counts: [], unit: 'images' },
    whenBroken: 'keep',
    log: recordingLog(),
  });
  expect(file.read()).toEqual({ version: 3, counts, unit: 'images' });
  expect(await readFile(path, 'utf8')).toBe(text);
  await file.change((content) => ({ ...content, unit: 'layers' }));
  expect(JSON.parse(await readFile(path, 'utf8'))).toEqual({ version: 3, counts, unit: 'layers' });
});

test('does not read a newer version', async ({ path }) => {
  await writeFile(path, '{"version":4,"counts":[9],"unit":"images"}');
  expect(await readJsonFile(path, format)).toMatchObject({ kind: 'unreadable' });
});
