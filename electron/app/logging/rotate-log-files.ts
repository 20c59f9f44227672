import { renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/** How many files the log has: the current one, and those that were rotated. */
export const logFileCount = 5;

/** The names of the log's files, the newest first: `main.log`, `main.1.log` and so on. */
export const logFileNames: readonly string[] = Array.from({ length: logFileCount }, (_, age) =>
  age === 0 ? 'main.log' : `main.${age}.log`,
);

/**
 * Makes room for a new `main.log`: every file gets the name of the next older one, and the oldest is deleted. It is
 * synchronous, because the next line is written at once.
 *
 * @throws what Node throws when a file cannot be renamed; a file that does not exist is skipped.
 */
export function rotateLogFiles(folder: string): void {
  const paths = logFileNames.map((name) => join(folder, name));
  rmSync(paths.at(-1) ?? '', { force: true });
  for (let age = paths.length - 2; age >= 0; age -= 1) {
    try {
      renameSync(paths[age] ?? '', paths[age + 1] ?? '');
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
    }
  }
}
