import type { HandlersOf } from '../../../shared/ipc.ts';
import type { Services } from '../../app/services.ts';

export const createReferenceHandlers = ({
  resolveReference,
  openedReferences,
}: Pick<Services, 'resolveReference' | 'openedReferences'>): HandlersOf<'references'> => ({
  'references.resolve': ({ text }) => resolveReference(text),
  'references.takeOpened': () => Promise.resolve(openedReferences.take()),
});
