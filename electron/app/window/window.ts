import { BrowserWindow, app, nativeTheme, screen } from 'electron';
import { watchRenderer } from './watch-renderer.ts';
import { webPreferences } from './web-preferences.ts';
import type { JsonFile } from '../storage/json-file.ts';
import type { Log } from '../logging/log.ts';
import type { WindowState } from '../storage/window-state.ts';
import { minimumSize, placeWindow } from './place-window.ts';

type CloseListener = (event: { preventDefault(): void }) => void;

/** The app's one window. */
export interface MainWindow {
  current(): BrowserWindow | undefined;
  /** Opens the window, or brings the open one to the front. */
  show(): void;
  /** Stores size and position for the next start. Never rejects. */
  saveState(): Promise<void>;
  /** Calls the listener when the window is being closed; the listener may prevent that. */
  onClose(listener: CloseListener): void;
  /** Calls the listener when the window is opened or brought to the front. */
  onShow(listener: () => void): void;
}

interface WindowPorts {
  readonly page: string;
  readonly preload: string;
  readonly stateFile: JsonFile<WindowState>;
  readonly log: Log;
}

/** The backgrounds of Cloudscape's light and dark themes, so that the window does not flash before the first paint. */
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

async function saveStateTo(file: JsonFile<WindowState>, window: BrowserWindow, log: Log): Promise<void> {
  const state = { bounds: window.getNormalBounds(), maximized: window.isMaximized() };
  try {
    await file.change((before) => ({ ...before, ...state }));
  } catch (error) {
    log.warn('The size of the window cannot be stored.', error);
  }
}

function bringToFront(window: BrowserWindow): void {
  if (window.isMinimized()) window.restore();
  window.show();
  window.focus();
}

/** `show` opens the window. */
export function createMainWindow(ports: WindowPorts): MainWindow {
  const { stateFile, log } = ports;
  let open: BrowserWindow | undefined;
  const closeListeners: CloseListener[] = [];
  const showListeners: (() => void)[] = [];

  const saveState = async (): Promise<void> => {
    if (open && !open.isDestroyed()) await saveStateTo(stateFile, open, log);
  };

  const create = (): void => {
    const window = createWindow(stateFile.read(), ports);
    open = window;
    window.on('close', (event) => {
      void saveState();
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
    saveState,
    onClose: (listener) => void closeListeners.push(listener),
    onShow: (listener) => void showListeners.push(listener),
  };
}
