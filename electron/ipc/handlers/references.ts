import type { HandlersOf } from '../../../shared/ipc.ts';
import type { Services } from '../../app/services.ts';

export const createReferenceHandlers = ({
  resolveReference,
}: Pick<Services, 'resolveReference'>): HandlersOf<'references'> => ({
  'references.resolve': ({ text }) => resolveReference(text),
});
