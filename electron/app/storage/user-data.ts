import { app } from 'electron';
import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** The app's own folders, outside what an update replaces. */
export interface UserData {
  readonly folder: string;
  readonly logs: string;
}

/** Settles where settings and logs live; call before anything else asks for a path. */
export function settleUserData(wanted: string | undefined): UserData {
  if (wanted !== undefined) {
    const folder = resolve(wanted);
    mkdirSync(folder, { recursive: true });
    app.setPath('userData', folder);
  }
  const folder = app.getPath('userData');
  return { folder, logs: join(folder, 'logs') };
}
