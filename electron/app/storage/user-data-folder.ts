import { homedir } from 'node:os';
import { join, resolve } from 'node:path';

/** The environment variable that replaces the default folder of the app's data, for the window and the command line. */
export const userDataVariable = 'ECR_IMAGE_REPLICATOR_USER_DATA';

/** `productName` of package.json; Electron names the folder after it. */
const productName = 'ECR Image Replicator';

type Environment = Readonly<Record<string, string | undefined>>;

function findHome(environment: Environment): string | undefined {
  try {
    return environment['HOME'] || environment['USERPROFILE'] || homedir();
  } catch {
    // In a container the user id may have no entry in the system's list of users.
    return undefined;
  }
}

/** The folder that Electron calls `appData`. */
function appData(environment: Environment, platform: NodeJS.Platform): string | undefined {
  const home = findHome(environment);
  const inHome = (...names: readonly string[]): string | undefined =>
    home === undefined ? undefined : join(home, ...names);
  if (platform === 'win32') return environment['APPDATA'] || inHome('AppData', 'Roaming');
  if (platform === 'darwin') return inHome('Library', 'Application Support');
  return environment['XDG_CONFIG_HOME'] || inHome('.config');
}

/**
 * Finds the folder of the app's data for a process without Electron, by the rule of `app.getPath('userData')`: the requested
 * folder, else the one of the environment variable, else the system's default.
 * @returns undefined when the process has no home folder, and so no settings.
 */
export function userDataFolder(
  requested: string | undefined,
  environment: Environment,
  platform: NodeJS.Platform = process.platform,
): string | undefined {
  const folder = requested || environment[userDataVariable];
  if (folder) return resolve(folder);
  const parent = appData(environment, platform);
  return parent === undefined ? undefined : join(parent, productName);
}

/** The file of the settings in the folder of the app's data. */
export const settingsPath = (folder: string): string => join(folder, 'settings.json');
