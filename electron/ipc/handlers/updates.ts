import type { HandlersOf } from '../../../shared/ipc.ts';
import type { Updates } from '../../app/updates/updates.ts';

export const createUpdateHandlers = ({ updates }: { readonly updates: Updates }): HandlersOf<'updates'> => ({
  'updates.read': () => updates.read(),
  'updates.check': () => updates.check(),
  'updates.download': () => updates.download(),
  'updates.cancelDownload': () => updates.cancelDownload(),
  'updates.install': () => updates.install(),
});
