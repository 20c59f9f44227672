import { enableCompileCache } from 'node:module';
import { homedir } from 'node:os';
import { join } from 'node:path';

/** The user's folder for caches, as the operating system names it; undefined for a user without a home. */
function findCacheFolder(environment: NodeJS.ProcessEnv, platform: NodeJS.Platform): string | undefined {
  if (platform === 'win32') return environment['LOCALAPPDATA'];
  if (environment['XDG_CACHE_HOME']) return environment['XDG_CACHE_HOME'];
  try {
    return join(homedir(), ...(platform === 'darwin' ? ['Library', 'Caches'] : ['.cache']));
  } catch {
    return undefined;
  }
}

/**
 * The folder for compiled code; undefined where there is none. It belongs to the user: what another user can write must
 * not be run.
 */
export function findCompiledFolder(): string | undefined {
  const folder = findCacheFolder(process.env, process.platform);
  return folder && join(folder, 'ecr-image-replicator', 'compiled');
}

/**
 * Lets Node.js keep the code that it compiles from here on, for the next start. `NODE_COMPILE_CACHE` names another folder,
 * and `NODE_DISABLE_COMPILE_CACHE=1` prevents it; Node.js reads both itself. Without a folder, or with one that cannot be
 * written, nothing is kept.
 */
export function keepCompiledCode(): void {
  const folder = findCompiledFolder();
  if (folder) enableCompileCache(folder);
}
