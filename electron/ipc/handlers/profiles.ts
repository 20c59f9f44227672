import type { HandlersOf } from '../../../shared/ipc.ts';
import type { Desktop } from '../../app/desktop/desktop.ts';
import { openProfileFile } from '../../app/profiles/open-profile-file.ts';
import type { Services } from '../../app/services.ts';

export const createProfileHandlers = ({
  listProfiles,
  environment,
  openPath,
}: Pick<Services, 'listProfiles' | 'environment'> & Pick<Desktop, 'openPath'>): HandlersOf<'profiles'> => ({
  'profiles.list': () => listProfiles(),
  'profiles.openFile': async ({ fileKind }) => {
    await openProfileFile(fileKind, { environment, openPath });
    return null;
  },
});
