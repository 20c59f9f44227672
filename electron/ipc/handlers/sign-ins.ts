import type { HandlersOf } from '../../../shared/ipc.ts';
import type { Services } from '../../app/services.ts';

export const createSignInHandlers = ({ signIns }: Pick<Services, 'signIns'>): HandlersOf<'signIns'> => ({
  'signIns.list': async () => signIns.list(),
  'signIns.start': ({ profile, method }) => signIns.start(profile, method),
  'signIns.cancel': async ({ id }) => {
    signIns.cancel(id);
    return null;
  },
  'signIns.openPage': async ({ id }) => {
    await signIns.openPage(id);
    return null;
  },
  'signIns.signOut': async ({ profile }) => {
    await signIns.signOut(profile);
    return null;
  },
});
