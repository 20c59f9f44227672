import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { appFolder } from './launch.ts';

/** What the app is built from. */
export const sources = [
  'electron',
  'renderer',
  'shared',
  'scripts/vite',
  'electron.vite.config.ts',
  'package.json',
  'package-lock.json',
];
const results = ['main/main.cjs', 'preload/preload.cjs', 'renderer/index.html'];

/** The shipped build, and the build with the flag that lets tests debug the package. */
export const buildFolders = { shipped: 'out', testable: 'out/testable' } as const;
type Build = keyof typeof buildFolders;

/** When a file, or the newest file in a folder, was changed; milliseconds since 1970. */
export function changedAt(path: string): number {
  const stats = statSync(path);
  if (!stats.isDirectory()) return stats.mtimeMs;
  const entries = readdirSync(path, { recursive: true, encoding: 'utf8' });
  return Math.max(stats.mtimeMs, ...entries.map((entry) => statSync(join(path, entry)).mtimeMs));
}

function isBuilt(build: Build): boolean {
  const built = results.map((path) => join(appFolder, buildFolders[build], path));
  if (!built.every((path) => existsSync(path))) return false;
  const newestSource = Math.max(...sources.map((path) => changedAt(join(appFolder, path))));
  return Math.min(...built.map(changedAt)) > newestSource;
}

/** Builds the app unless the build is newer than all sources. @throws when the build fails. */
export function buildIfStale(build: Build = 'shipped'): void {
  if (isBuilt(build)) return;
  console.log('Building the app.');
  const mode = build === 'testable' ? ['--mode', 'testable'] : [];
  const electronVite = join(appFolder, 'node_modules', 'electron-vite', 'bin', 'electron-vite.js');
  const { status, stdout, stderr } = spawnSync(process.execPath, [electronVite, 'build', ...mode], {
    cwd: appFolder,
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`The build failed.\n${stdout}\n${stderr}`);
}
