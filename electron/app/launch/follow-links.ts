import { app } from 'electron';
import { findAppLink, linkScheme } from './app-link.ts';

/**
 * Calls the listener for every link that the system gives to the app: by an argument of this start or of a later one, and
 * on macOS by an event, for which it must be called before the app is ready.
 */
export function followLinks(argv: readonly string[], openLink: (link: string) => void): void {
  const openFrom = (args: readonly string[]): void => {
    const link = findAppLink(args);
    if (link !== undefined) openLink(link);
  };
  app.on('open-url', (event, link) => {
    event.preventDefault();
    openLink(link);
  });
  app.on('second-instance', (_event, args) => openFrom(args));
  openFrom(argv);
}

/**
 * Makes the packaged app on Windows the program for its links, for this user. On macOS the bundle says which links it opens,
 * and on Linux the desktop entry does. After `--` Chromium reads no switch, whatever a link contains.
 */
export function registerForLinks(): void {
  if (!app.isPackaged || process.platform !== 'win32') return;
  app.setAsDefaultProtocolClient(linkScheme, process.execPath, ['--']);
}
