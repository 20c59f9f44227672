import { clipboard, session, shell } from 'electron';
import type { SignInPage } from '../../engine/aws/sign-in/sign-in-page.ts';
import type { FolderQuestion } from '../dialogs/choose-path.ts';
import { chooseCertificateFile, chooseFolder } from '../dialogs/choose-path.ts';
import type { TextFile } from '../dialogs/save-text.ts';
import { saveText } from '../dialogs/save-text.ts';
import { openSignInPage } from '../window/links.ts';
import { listResourceFolders } from '../launch/resource-folders.ts';
import type { MainWindow } from '../window/window.ts';

/** What services and request handlers use of the operating system. */
export interface Desktop {
  readonly writeClipboard: (text: string) => Promise<void>;
  /** @throws EngineError when a sign-in must not open the page. */
  readonly openSignInPage: (page: SignInPage) => Promise<void>;
  /** Shows a save dialog and writes the file. @returns its path; null when the user canceled. */
  readonly saveText: (file: TextFile) => Promise<string | null>;
  /** @returns the path of the chosen file; null when the user canceled. */
  readonly chooseCertificateFile: () => Promise<string | null>;
  /** @returns the path of the chosen folder; null when the user canceled. */
  readonly chooseFolder: (question: FolderQuestion) => Promise<string | null>;
  /** Opens a file in the system's program for it. @returns the text of an error; empty when there was none. */
  readonly openPath: (path: string) => Promise<string>;
  /** Folders that may have the files that come with the app. */
  readonly resourceFolders: readonly string[];
  /** The system's proxies for a URL: `PROXY host:port; DIRECT`. */
  readonly resolveProxy: (url: string) => Promise<string>;
}

/** The operating system by way of Electron; dialogs belong to the window. */
export const createDesktop = (mainWindow: MainWindow): Desktop => ({
  writeClipboard: (text) => clipboard.writeText(text),
  openSignInPage,
  saveText: (file) => saveText(mainWindow.current(), file),
  chooseCertificateFile: () => chooseCertificateFile(mainWindow.current()),
  chooseFolder: (question) => chooseFolder(mainWindow.current(), question),
  openPath: (path) => shell.openPath(path),
  resourceFolders: listResourceFolders(),
  resolveProxy: (url) => session.defaultSession.resolveProxy(url),
});
