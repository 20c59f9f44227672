import { extractAll, extractFile } from '@electron/asar';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFile, mkdir, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { z } from 'zod';
import { cleanEnvironment } from '../app/launch.ts';

interface Start {
  readonly code: number | null;
  readonly stderr: string;
  /** The members of Electron that the app used besides its command line; it ends at the first. */
  readonly used: readonly string[];
  /** The files that it wrote into the user's home folder. */
  readonly written: readonly string[];
}

/**
 * Starts the main script of a packaged app, extracted from its archive, with a probe instead of Electron.
 * @param folder an empty one.
 */
export async function startUnpacked(
  archive: string,
  folder: string,
  switches: readonly string[],
): Promise<Start> {
  const unpacked = join(folder, 'app');
  const home = join(folder, 'home');
  const log = join(folder, 'used');
  extractAll(archive, unpacked);
  const probe = join(unpacked, 'node_modules', 'electron');
  await Promise.all([mkdir(probe, { recursive: true }), mkdir(home, { recursive: true })]);
  await copyFile(join(import.meta.dirname, 'electron-probe.cjs'), join(probe, 'index.js'));
  const manifest: unknown = JSON.parse(extractFile(archive, 'package.json').toString());
  const { main } = z.object({ main: z.string() }).parse(manifest);
  const child = spawn(process.execPath, [join(unpacked, main), ...switches], {
    env: { ...cleanEnvironment(home), PROBE_LOG: log },
    cwd: home,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const [stderr] = await Promise.all([text(child.stderr), once(child, 'exit')]);
  const used = await readFile(log, 'utf8').catch(() => '');
  return {
    code: child.exitCode,
    stderr,
    used: used.split('\n').filter((line) => line !== ''),
    written: await readdir(home, { recursive: true }),
  };
}
