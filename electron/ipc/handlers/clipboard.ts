import type { HandlersOf } from '../../../shared/ipc.ts';
import type { Desktop } from '../../app/desktop/desktop.ts';

export const createClipboardHandlers = ({
  writeClipboard,
}: Pick<Desktop, 'writeClipboard'>): HandlersOf<'clipboard'> => ({
  'clipboard.write': async ({ text }) => {
    await writeClipboard(text);
    return null;
  },
});
