import type { HandlersOf } from '../../../shared/ipc.ts';
import type { Services } from '../../app/services.ts';

export const createRegistryHandlers = ({
  access,
  signIns,
}: Pick<Services, 'access' | 'signIns'>): HandlersOf<'registries'> => ({
  'registries.identify': (selection) => {
    void signIns.chosen(selection.profile);
    return access.identify(selection);
  },
});
