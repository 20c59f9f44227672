import { clipboard } from 'electron';
import type { ResolvedReference } from '../../../shared/models/resolved-reference.ts';
import type { Log } from '../logging/log.ts';
import { sendEvent } from '../window/send-event.ts';
import type { MainWindow } from '../window/window.ts';

interface OpenClipboardPorts {
  readonly mainWindow: MainWindow;
  readonly resolve: (text: string) => Promise<ResolvedReference>;
  readonly log: Log;
}

/** No URI has more characters. */
const maxCharacters = 4096;

/** Opens the registry, repository or image whose URI is on the clipboard. The text itself is not sent to the window. */
export async function openClipboard({ mainWindow, resolve, log }: OpenClipboardPorts): Promise<void> {
  try {
    const text = (await clipboard.readText()).slice(0, maxCharacters);
    const resolved = await resolve(text);
    mainWindow.show();
    sendEvent(mainWindow.current(), 'references.opened', resolved);
  } catch (error) {
    log.error('The text on the clipboard cannot be opened.', error);
  }
}
