import type { BrowserWindow, BrowserWindowConstructorOptions } from 'electron';

/** The part of Electron's `BrowserWindow` that the stand-in provides. */
export type ProvidedWindow = Pick<
  BrowserWindow,
  | 'close'
  | 'destroy'
  | 'focus'
  | 'getBounds'
  | 'getNormalBounds'
  | 'getSize'
  | 'getTitle'
  | 'hide'
  | 'id'
  | 'isDestroyed'
  | 'isFocused'
  | 'isFullScreen'
  | 'isMaximized'
  | 'isMinimized'
  | 'isVisible'
  | 'loadURL'
  | 'maximize'
  | 'minimize'
  | 'restore'
  | 'setBackgroundColor'
  | 'setBounds'
  | 'setFullScreen'
  | 'setProgressBar'
  | 'setSize'
  | 'setTitle'
  | 'show'
  | 'unmaximize'
>;

export const windowEvents = [
  'blur',
  'close',
  'closed',
  'focus',
  'hide',
  'maximize',
  'minimize',
  'move',
  'ready-to-show',
  'resize',
  'restore',
  'show',
  'unmaximize',
];

const providedOptions = new Set([
  'backgroundColor',
  'height',
  'icon',
  'minHeight',
  'minWidth',
  'show',
  'title',
  'webPreferences',
  'width',
  'x',
  'y',
]);

/** @throws for a window option that the stand-in does not support. */
export function checkWindowOptions({
  webPreferences = {},
  ...options
}: BrowserWindowConstructorOptions): void {
  const unknown = Object.keys(options).find((name) => !providedOptions.has(name));
  if (unknown) throw new Error(`not provided by the stand-in: BrowserWindow option ${unknown}`);
  const {
    contextIsolation = true,
    sandbox = true,
    nodeIntegration = false,
    webSecurity = true,
  } = webPreferences;
  if (!contextIsolation || !sandbox || nodeIntegration || !webSecurity)
    throw new Error('not provided by the stand-in: a page without contextIsolation, sandbox or webSecurity');
}
