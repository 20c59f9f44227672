import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { hasDisplay } from './has-display.ts';

const folder = join(import.meta.dirname, '../../node_modules/electron');

/** The path of Electron's executable, when its package has downloaded it. */
export function findElectron(): string | undefined {
  const pathFile = join(folder, 'path.txt');
  if (!existsSync(pathFile)) return undefined;
  const executable = join(folder, 'dist', readFileSync(pathFile, 'utf8'));
  return existsSync(executable) ? executable : undefined;
}

/** Whether a user at a terminal or display starts this, for whom a download is better than the stand-in. */
function wantsDownload(environment: NodeJS.ProcessEnv): boolean {
  const { CI, ELECTRON_SKIP_BINARY_DOWNLOAD } = environment;
  return hasDisplay(environment) && !CI && !ELECTRON_SKIP_BINARY_DOWNLOAD;
}

/** Whether Electron's download host responds; many networks block it. */
async function isReachable(environment: NodeJS.ProcessEnv): Promise<boolean> {
  const mirror = environment['ELECTRON_MIRROR'] ?? 'https://github.com/electron/electron/releases/download/';
  try {
    await fetch(mirror, { method: 'HEAD', redirect: 'manual', signal: AbortSignal.timeout(3_000) });
    return true;
  } catch {
    return false;
  }
}

/** Downloads Electron by its own installer, within five minutes. @returns its executable, if the download succeeded. */
export async function downloadElectron(environment: NodeJS.ProcessEnv): Promise<string | undefined> {
  if (!wantsDownload(environment) || !(await isReachable(environment))) return undefined;
  console.log('Downloading Electron, once.');
  spawnSync(process.execPath, [join(folder, 'install.js')], { stdio: 'inherit', timeout: 300_000 });
  return findElectron();
}
