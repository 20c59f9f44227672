import { app } from 'electron';
import { join } from 'node:path';

/** The resources of a packaged app, and the folder into which a checkout builds the archive of the function. */
export const listResourceFolders = (): readonly string[] => [
  process.resourcesPath,
  join(app.getAppPath(), 'dist', 'lambda'),
];
