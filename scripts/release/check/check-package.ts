import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findElectron } from '../../../e2e/app/electron-binary.ts';
import { runCommand, writeLog } from './run-command.ts';
import type { Outcome } from './run-checks.ts';
import { failed, ok } from './run-checks.ts';

const runtime = (): string => (findElectron() ? 'Electron' : 'the stand-in for Electron');

/** Runs end-to-end tests. */
async function runTests(log: string, ...names: readonly string[]): Promise<Outcome> {
  const cli = 'node_modules/@playwright/test/cli.js';
  const { isOk, output } = await runCommand(process.execPath, cli, 'test', '--reporter=list', ...names);
  const path = await writeLog(log, output);
  const [passed] = /\d+ passed/.exec(output) ?? [];
  return isOk && passed !== undefined
    ? ok(`${passed} on ${runtime()}`)
    : failed(`The tests are not in order; see ${path}.`);
}

/** The files in the package, its fuses, licenses and refused switches; what of it runs. */
export const checkPackage = (): Promise<Outcome> =>
  runTests('package', 'e2e/flows/package', 'e2e/packaged/(?!reproducible)');

/** The hash of every file in a folder. */
async function readHashes(folder: string): Promise<ReadonlyMap<string, string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const hashes = entries
    .filter((entry) => entry.isFile())
    .map(async (entry) => {
      const path = join(entry.parentPath, entry.name);
      return [
        path.slice(folder.length + 1),
        createHash('sha256')
          .update(await readFile(path))
          .digest('hex'),
      ] as const;
    });
  return new Map(await Promise.all(hashes));
}

/** Packages the app twice, and compares every file. */
async function comparePackages(): Promise<Outcome> {
  const folder = await mkdtemp(join(tmpdir(), 'reproducible-'));
  try {
    const [first, second] = [join(folder, 'first'), join(folder, 'second')];
    for (const output of [first, second]) {
      const { isOk, output: printed } = await runCommand(
        process.execPath,
        'scripts/package.ts',
        '--output',
        output,
      );
      if (!isOk) return failed(`The app cannot be packaged; see ${await writeLog('reproducible', printed)}.`);
    }
    const hashes = await readHashes(first);
    const again = await readHashes(second);
    const different = [...new Set([...hashes.keys(), ...again.keys()])].filter(
      (path) => hashes.get(path) !== again.get(path),
    );
    return different.length === 0
      ? ok(`two builds and two packages of ${hashes.size} files are equal`)
      : failed(`These files of two packages differ: ${different.join(', ')}.`);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Builds in another folder, then packages twice. */
export async function checkReproducible(): Promise<Outcome> {
  const built = await runTests('reproducible', 'e2e/packaged/reproducible');
  return built.kind === 'ok' ? comparePackages() : built;
}
