import type { ProfileListing } from '../../../../shared/models/profile.ts';
import { readCatalog } from './profile-catalog.ts';
import { readProfileFiles } from './profile-files.ts';
import { summarizeProfile } from './summarize-profile.ts';

/** Every profile of the two files, in their order. Reads the files and does nothing else. */
export async function listProfiles(
  environment: Readonly<Record<string, string | undefined>>,
): Promise<Omit<ProfileListing, 'demo'>> {
  const [config, credentials] = await readProfileFiles(environment);
  const catalog = readCatalog(config.text, credentials.text);
  return {
    files: [config, credentials].map(({ path, holds, state }) => ({ path, holds, state })),
    profiles: [...catalog.profiles.values()].map((entry) => summarizeProfile(entry, catalog)),
  };
}
