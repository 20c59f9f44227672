import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { parseRoutes } from '../routes/parse-routes.ts';
import { parseEvent } from './parse-event.ts';

let section: string;
beforeAll(async () => {
  const document = await readFile(join(import.meta.dirname, '../../../docs/automation.md'), 'utf8');
  section = document.split('\n## AWS Lambda\n')[1] ?? '';
});

/** @returns the JSON examples below a heading. */
const readExamples = (heading: string): readonly string[] => {
  const [, below = ''] = section.split(`\n### ${heading}\n`);
  const [own = ''] = below.split('\n### ');
  return [...own.matchAll(/^```json\n([^]*?)^```$/gm)].map(([, text = '']) => text);
};

test('the documented events are understood', () => {
  const [request] = readExamples('Requests of ECRImageReplicator');
  const [item] = readExamples('Work items');
  expect(parseEvent(JSON.parse(request ?? ''))).toMatchObject({ kind: 'original-request' });
  expect(parseEvent(JSON.parse(item ?? ''))).toMatchObject({ kind: 'work-item' });
});

test('the documented routes are valid', () => {
  const [, routes] = readExamples('Pushes and the schedule');
  expect(parseRoutes(routes ?? '')).toHaveLength(1);
});
