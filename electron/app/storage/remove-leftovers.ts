import { join } from 'node:path';
import { tokenFolders } from '../../engine/aws/profiles/cached-tokens.ts';
import { removeStaleTemporaryFiles } from '../../engine/files/temporary-file.ts';

/** Files that the app writes into its folder beside those of Chromium. `transfers.json` is of an earlier version. */
const appFiles = ['settings.json', 'window-state.json', 'proxy-password.json', 'transfers.json'];

/** Removes temporary files that a killed process left in the folders that the app writes to. */
export async function removeAppLeftovers(folder: string, environment: NodeJS.ProcessEnv): Promise<void> {
  const { sso, login } = tokenFolders(environment);
  await Promise.all([
    removeStaleTemporaryFiles(folder, { ownFiles: appFiles }),
    ...[join(folder, 'uploads'), sso, login].map((each) => removeStaleTemporaryFiles(each)),
  ]);
}
