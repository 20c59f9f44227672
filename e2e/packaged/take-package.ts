import { existsSync, readFileSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { changedAt, sources } from '../app/build-app.ts';
import { appFolder } from '../app/launch.ts';
import { findRuntime } from '../app/runtime.ts';
import type { PackagedApp } from './package-app.ts';
import { findPackagedApp, packageApp } from './package-app.ts';

const packages = join(appFolder, 'out', 'packaged');
const packageSources = [...sources, 'LICENSE', 'build', 'electron-builder.yml', 'e2e/app', 'scripts'];
/** Milliseconds for another worker to package the app. */
const longestWait = 110_000;

/** What tests start: the app as it is shipped, or the package that they may debug. */
export type PackageVariant = 'shipped' | 'testable';

const optionsOf: Readonly<Record<PackageVariant, readonly string[]>> = {
  shipped: [],
  testable: ['--testable'],
};

/** Runs in one process at a time. The system releases the lock of a process that ends. */
async function runAlone(lock: string, run: () => Promise<void>): Promise<void> {
  const database = new DatabaseSync(lock, { timeout: longestWait });
  try {
    database.exec('BEGIN EXCLUSIVE');
    await run();
  } finally {
    database.close();
  }
}

async function packageIfStale(variant: PackageVariant): Promise<PackagedApp> {
  const folder = join(packages, variant);
  const record = join(packages, `${variant}.txt`);
  const runtime = findRuntime(process.env)?.kind ?? '';
  const isFresh = (): boolean =>
    existsSync(record) &&
    readFileSync(record, 'utf8') === runtime &&
    changedAt(record) > Math.max(...packageSources.map((source) => changedAt(join(appFolder, source))));
  await mkdir(packages, { recursive: true });
  await runAlone(join(packages, `${variant}.lock`), async () => {
    if (isFresh()) return;
    await rm(folder, { recursive: true, force: true });
    await packageApp(folder, ...optionsOf[variant]);
    await writeFile(record, runtime);
  });
  return findPackagedApp(folder);
}

const taken = new Map<PackageVariant, Promise<PackagedApp>>();

/**
 * Packages the app once for all tests: not again until a source has changed, and not while another worker does.
 * Tests must not change the files.
 */
export function takePackage(variant: PackageVariant): Promise<PackagedApp> {
  const packaged = taken.get(variant) ?? packageIfStale(variant);
  taken.set(variant, packaged);
  return packaged;
}
