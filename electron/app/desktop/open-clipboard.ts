import { clipboard } from 'electron';
import type { ResolvedReference } from '../../../shared/models/resolved-reference.ts';
import { sendEvent } from '../../ipc/send.ts';
import type { Log } from '../logging/log.ts';
import type { MainWindow } from '../window/window.ts';

interface OpenClipboardPorts {
  readonly mainWindow: MainWindow;
  readonly resolve: (text: string) => Promise<ResolvedReference>;
  readonly log: Log;
}

/** Characters that are looked at: no URI is longer. */
const mostRead = 4096;

/** Tells the window what the text on the clipboard names. The text itself goes nowhere. */
export async function openClipboard({ mainWindow, resolve, log }: OpenClipboardPorts): Promise<void> {
  try {
    const text = (await clipboard.readText()).slice(0, mostRead);
    const resolved = await resolve(text);
    mainWindow.show();
    sendEvent(mainWindow.current(), 'references.opened', resolved);
  } catch (error) {
    log.error('What is on the clipboard cannot be opened.', error);
  }
}
