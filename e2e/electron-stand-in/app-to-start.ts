import { existsSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { LaunchArguments } from './launch-arguments.ts';

/** What Electron's executable starts, as its command line, its resources and its fuses say. */
export interface AppToStart extends LaunchArguments {
  /** A folder, an archive or a script. */
  readonly app: string;
  readonly isPackaged: boolean;
  /** `process.resourcesPath` of a packaged app. */
  readonly resources: string | undefined;
}

/** By its file name alone, as `app.isPackaged` does. */
export const isPackaged = (executable: string): boolean => basename(executable).toLowerCase() !== 'electron';

/** The app in the resources of an executable, started as far as its fuses allow. @throws when there is none. */
async function findPackagedApp(executable: string, launch: LaunchArguments): Promise<AppToStart> {
  const { FuseState, FuseV1Options, getCurrentFuseWire } = await import('@electron/fuses');
  const fuses = await getCurrentFuseWire(executable);
  const resources = join(dirname(executable), 'resources');
  const isOnlyArchive = fuses[FuseV1Options.OnlyLoadAppFromAsar] === FuseState.ENABLE;
  const app = (isOnlyArchive ? ['app.asar'] : ['app.asar', 'app'])
    .map((name) => join(resources, name))
    .find((path) => existsSync(path));
  if (app === undefined) throw new Error('Unable to find a valid app');
  const canInspect = fuses[FuseV1Options.EnableNodeCliInspectArguments] === FuseState.ENABLE;
  return {
    app,
    isPackaged: true,
    resources,
    inspect: launch.inspect && canInspect,
    debuggingPort: launch.debuggingPort,
    // Electron's default app handles `-r`, and only that app is named before other arguments.
    preloads: [],
    chromiumSwitches: [],
  };
}

/** @throws when there is no app. */
export async function findAppToStart(executable: string, launch: LaunchArguments): Promise<AppToStart> {
  if (isPackaged(executable)) return findPackagedApp(executable, launch);
  const { app } = launch;
  if (app === undefined)
    throw new Error('No app to start: the stand-in expects a folder or a script, as Electron does.');
  return { ...launch, app, isPackaged: false, resources: undefined };
}
