import type { HandlersOf } from '../../../shared/ipc.ts';
import type { Services } from '../../app/services.ts';

export const createDemoHandlers = ({
  demo,
  listProfiles,
}: Pick<Services, 'demo' | 'listProfiles'>): HandlersOf<'demo'> => ({
  'demo.start': async () => {
    await demo.start();
    return listProfiles();
  },
  'demo.stop': async () => {
    await demo.stop();
    return listProfiles();
  },
});
