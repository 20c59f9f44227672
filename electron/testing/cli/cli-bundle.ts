import { spawnSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

// The command line of a checkout as a bundle in out/cli/, which starts several times faster than its sources. This file
// imports nothing of the project, because each `npm run cli` loads it.

const root = join(import.meta.dirname, '..', '..', '..');

export const bundleFolder = join(root, 'out', 'cli');

/** The entry point of the bundle. */
export const cliBundle = join(bundleFolder, 'cli.cjs');

/** The name of the file beside it that says what it was made of. */
export const stampsName = 'sources.json';

/** A source as it was when it was bundled: the path relative to the project, milliseconds since 1970, and bytes. */
export type Stamp = readonly [path: string, modifiedAt: number, size: number];

export interface BundleStamps {
  /** The text of the entry point, which names the other files with their hashes; empty when the bundle is stale already. */
  readonly entry: string;
  readonly sources: readonly Stamp[];
}

export function stampOf(path: string): Stamp {
  const stats = statSync(join(root, path), { throwIfNoEntry: false });
  return [path, stats?.mtimeMs ?? 0, stats?.size ?? 0];
}

/** Whether every source of the bundle is as it was bundled. A source that is new has no effect until one of them imports it. */
function isFresh(): boolean {
  let stamps: BundleStamps;
  try {
    stamps = JSON.parse(readFileSync(join(bundleFolder, stampsName), 'utf8'));
    if (readFileSync(cliBundle, 'utf8') !== stamps.entry) return false;
  } catch {
    return false;
  }
  return stamps.sources.every(([path, modifiedAt, size]) => {
    const [, modifiedNow, sizeNow] = stampOf(path);
    return modifiedNow === modifiedAt && sizeNow === size;
  });
}

/** Bundles the command line unless the bundle was made of the sources as they are. @throws when bundling fails. */
export function bundleCliIfStale(): void {
  if (isFresh()) return;
  // In a process of its own: the bundler and its environment variables are none of the command's.
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(root, 'scripts', 'bundle-cli.ts')], {
    cwd: root,
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`The command line could not be bundled.\n${stdout}\n${stderr}`);
}
