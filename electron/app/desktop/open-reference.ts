import { clipboard } from 'electron';
import type { Log } from '../logging/log.ts';
import type { MainWindow } from '../window/window.ts';
import type { OpenedReferences } from './opened-references.ts';

interface OpenPorts {
  readonly mainWindow: MainWindow;
  readonly openedReferences: OpenedReferences;
  readonly log: Log;
}

/** No URI has more characters. */
const maxCharacters = 4096;

/** Opens the registry, repository or image whose URI is on the clipboard. The text itself is not sent to the window. */
export async function openClipboard({ mainWindow, openedReferences, log }: OpenPorts): Promise<void> {
  try {
    const text = (await clipboard.readText()).slice(0, maxCharacters);
    await openedReferences.openText(text);
    mainWindow.show();
  } catch (error) {
    log.error('The text on the clipboard cannot be opened.', error);
  }
}

/** Opens the registry, repository or image of a link, exactly as if its URI had been on the clipboard. */
export async function openLink(
  link: string,
  { mainWindow, openedReferences, log }: OpenPorts,
): Promise<void> {
  try {
    await openedReferences.openLink(link);
    mainWindow.show();
  } catch (error) {
    log.error('A link cannot be opened.', error);
  }
}
