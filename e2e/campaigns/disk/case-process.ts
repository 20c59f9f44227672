import { chownSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { Fault } from './fault.ts';
import { faultsOf } from './fault.ts';
import { subjectsOf } from './subjects.ts';
import type { Moment } from './try-case.ts';
import { tryCase } from './try-case.ts';

// A process that tries the faults of one family and prints a line of JSON for each case. Its parent has mounted the
// family's file system and loaded the library that makes calls fail.

const nobody = 65_534;

const { family, folder, size, seed } = z
  .object({
    family: z.enum(['full-disk', 'read-only-mount', 'permissions', 'failing-calls']),
    folder: z.string(),
    size: z.number(),
    seed: z.number(),
  })
  .parse(JSON.parse(process.argv[2] ?? ''));

const moments: readonly Moment[] = ['running', 'started'];
const cases = faultsOf[family].flatMap((fault: Fault) =>
  subjectsOf(family).flatMap((subject) => moments.map((moment) => ({ fault, subject, moment }))),
);

/** Root ignores permissions, so the whole case runs as another user. */
const dropsRights = family === 'permissions' && process.getuid?.() === 0;
if (dropsRights) chownSync(folder, nobody, nobody);
if (dropsRights) process.setegid?.(nobody);
if (dropsRights) process.seteuid?.(nobody);

for (let number = 0; number < size; number += 1) {
  const chosen = cases[number % cases.length];
  if (!chosen) break;
  const userData = join(folder, String(number));
  mkdirSync(userData, { mode: 0o700 });
  const result = await tryCase({
    ...chosen,
    folder: userData,
    value: 1 + ((seed * 7_919 + number * 104_729) % 1_000_000),
  });
  rmSync(userData, { recursive: true, force: true });
  process.stdout.write(`${JSON.stringify(result)}\n`);
}
// Timers of an abandoned app that retry its writes.
process.exit(0);
