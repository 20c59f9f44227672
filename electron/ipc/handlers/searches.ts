import type { HandlersOf } from '../../../shared/ipc.ts';
import type { Services } from '../../app/services.ts';

export const createSearchHandlers = ({ searches }: Pick<Services, 'searches'>): HandlersOf<'searches'> => ({
  'searches.create': async (request) => searches.create(request),
  'searches.cancel': async ({ searchId }) => {
    searches.cancel(searchId);
    return null;
  },
});
