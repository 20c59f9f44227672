import { homedir } from 'node:os';
import { join, resolve } from 'node:path';

/** Names the folder for settings in place of the system's, for the window and for the command line. */
export const userDataVariable = 'ECR_IMAGE_REPLICATOR_USER_DATA';

/** `productName` of package.json, after which Electron names the folder. */
const productName = 'ECR Image Replicator';

type Environment = Readonly<Record<string, string | undefined>>;

function homeOf(environment: Environment): string | undefined {
  try {
    return environment['HOME'] || environment['USERPROFILE'] || homedir();
  } catch {
    // A user id without an entry in the system's list of users, as in a container.
    return undefined;
  }
}

/** The folder that Electron calls `appData`. */
function appData(environment: Environment, platform: NodeJS.Platform): string | undefined {
  const home = homeOf(environment);
  const inHome = (...names: readonly string[]): string | undefined =>
    home === undefined ? undefined : join(home, ...names);
  if (platform === 'win32') return environment['APPDATA'] || inHome('AppData', 'Roaming');
  if (platform === 'darwin') return inHome('Library', 'Application Support');
  return environment['XDG_CONFIG_HOME'] || inHome('.config');
}

/**
 * The folder in which the app keeps its settings, by the rule of Electron's `app.getPath('userData')`, for a process
 * that is not Electron: the one given, else the one that the environment names, else the system's.
 * @returns undefined where the process has no home folder, and so no settings either.
 */
export function userDataFolder(
  given: string | undefined,
  environment: Environment,
  platform: NodeJS.Platform = process.platform,
): string | undefined {
  const wanted = given || environment[userDataVariable];
  if (wanted) return resolve(wanted);
  const parent = appData(environment, platform);
  return parent === undefined ? undefined : join(parent, productName);
}
