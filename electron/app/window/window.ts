import { BrowserWindow, app, nativeTheme, screen } from 'electron';
import { watchRenderer } from './watch-renderer.ts';
import { webPreferences } from './web-preferences.ts';
import type { JsonFile } from '../storage/json-file.ts';
import type { Log } from '../logging/log.ts';
import type { WindowState } from './window-state.ts';
import { minimumSize, placeWindow } from './window-state.ts';

type CloseListener = (event: { preventDefault(): void }) => void;

/** The app's one window. */
export interface MainWindow {
  current(): BrowserWindow | undefined;
  /** Opens the window, or brings the open one to the front. */
  show(): void;
  /** Keeps size and place for the next start; never rejects. */
  remember(): Promise<void>;
  /** Calls the listener whenever a person closes the window; it may prevent that. */
  onClose(listener: CloseListener): void;
  /** Calls the listener whenever the window comes up or to the front. */
  onShow(listener: () => void): void;
}

interface WindowPorts {
  readonly page: string;
  readonly preload: string;
  readonly stateFile: JsonFile<WindowState>;
  readonly log: Log;
}

/** The backgrounds of Cloudscape's light and dark themes, so that nothing flashes before the first paint. */
const background = (): string => (nativeTheme.shouldUseDarkColors ? '#161d26' : '#ffffff');

function createWindow(state: WindowState, { page, preload, log }: WindowPorts): BrowserWindow {
  const primary = screen.getPrimaryDisplay();
  const displays = [primary, ...screen.getAllDisplays()].map(({ workArea }) => workArea);
  const window = new BrowserWindow({
    ...placeWindow(state, displays),
    minWidth: minimumSize.width,
    minHeight: minimumSize.height,
    show: false,
    title: app.name,
    backgroundColor: background(),
    webPreferences: webPreferences(preload, app.isPackaged),
  });
  window.once('ready-to-show', () => {
    if (state.maximized) window.maximize();
    window.show();
  });
  watchRenderer(window, log);
  window.loadURL(page).catch((error: unknown) => log.error(`${page} cannot be loaded.`, error));
  return window;
}

async function rememberIn(file: JsonFile<WindowState>, window: BrowserWindow, log: Log): Promise<void> {
  const state = { bounds: window.getNormalBounds(), maximized: window.isMaximized() };
  try {
    await file.change((before) => ({ ...before, ...state }));
  } catch (error) {
    log.warn('The size of the window cannot be remembered.', error);
  }
}

function bringToFront(window: BrowserWindow): void {
  if (window.isMinimized()) window.restore();
  window.show();
  window.focus();
}

/** Prepares the window; `show` opens it. */
export function prepareMainWindow(ports: WindowPorts): MainWindow {
  const { stateFile, log } = ports;
  let open: BrowserWindow | undefined;
  const closeListeners: CloseListener[] = [];
  const showListeners: (() => void)[] = [];

  const remember = async (): Promise<void> => {
    if (open && !open.isDestroyed()) await rememberIn(stateFile, open, log);
  };

  const create = (): void => {
    const window = createWindow(stateFile.read(), ports);
    open = window;
    window.on('close', (event) => {
      void remember();
      for (const listener of closeListeners) listener(event);
    });
    window.on('closed', () => {
      open = undefined;
    });
  };

  const show = (): void => {
    if (open) bringToFront(open);
    else create();
    for (const listener of showListeners) listener();
  };

  nativeTheme.on('updated', () => open?.setBackgroundColor(background()));
  app.on('activate', show);
  return {
    current: () => open,
    show,
    remember,
    onClose: (listener) => void closeListeners.push(listener),
    onShow: (listener) => void showListeners.push(listener),
  };
}
