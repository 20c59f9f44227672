import { app } from 'electron';
import { join, resolve } from 'node:path';
import { createFolderSync } from '../../engine/files/create-folder-sync.ts';

/** The folders of the app's data, which an update of the app keeps. */
export interface UserData {
  readonly folder: string;
  readonly logs: string;
  /** The folder of crash dumps. */
  readonly crashDumps: string;
}

/**
 * Sets the folder of the app's data. Call before any other use of a path of Electron.
 * @param requested replaces the system's default.
 */
export function initializeUserData(requested: string | undefined): UserData {
  if (requested !== undefined) {
    const folder = resolve(requested);
    createFolderSync(folder);
    app.setPath('userData', folder);
  }
  const folder = app.getPath('userData');
  const crashDumps = join(folder, 'Crashpad');
  app.setPath('crashDumps', crashDumps);
  return { folder, logs: join(folder, 'logs'), crashDumps };
}
