import type {
  Clipboard,
  Display,
  NativeTheme,
  Notification,
  NotificationConstructorOptions,
  PowerSaveBlocker,
  Rectangle,
  Shell,
} from 'electron';
import { spawn } from 'node:child_process';
import { EventEmitter } from 'node:events';
import { app } from './app.ts';
import { StandInBrowserWindow } from './browser-window.ts';
import { onlyEvents, withoutGaps } from './not-provided.ts';
import { runtime } from './runtime-state.ts';

const hasPerson = (): boolean => !runtime.headless && !runtime.remoteControlled;

function openOutside(what: string): void {
  if (hasPerson())
    spawn('xdg-open', [what], { stdio: 'ignore', detached: true })
      .on('error', () => undefined)
      .unref();
}

/** Opens nothing without a display; a test replaces it to record the calls. */
export const shell = withoutGaps('shell', {
  openExternal: (url) => Promise.resolve(openOutside(url)),
  openPath(path) {
    openOutside(path);
    return Promise.resolve('');
  },
} satisfies Pick<Shell, 'openExternal' | 'openPath'>);

let clipboardText = '';

/** The app's own clipboard; with a user at the display the text is also copied to the system's, through the page. */
export const clipboard = withoutGaps('clipboard', {
  async writeText(text) {
    clipboardText = text;
    const [window] = StandInBrowserWindow.getAllWindows();
    if (!hasPerson() || !window) return;
    await window.contents.executeJavaScript(`navigator.clipboard.writeText(${JSON.stringify(text)})`, true);
  },
  readText: () => Promise.resolve(clipboardText),
} satisfies Pick<Clipboard, 'writeText' | 'readText'>);

const area: Rectangle = { x: 0, y: 0, width: 1920, height: 1080 };
type KnownOfDisplay = 'id' | 'bounds' | 'workArea' | 'size' | 'workAreaSize' | 'scaleFactor';
const display: Pick<Display, KnownOfDisplay> = {
  id: 1,
  bounds: area,
  workArea: area,
  size: area,
  workAreaSize: area,
  scaleFactor: 1,
};

/** One display of a common size, regardless of the real ones. */
export const screen = withoutGaps('screen', {
  getAllDisplays: () => [display],
  getPrimaryDisplay: () => display,
  getDisplayMatching: (_bounds: Rectangle) => display,
});

export class StandInTheme
  extends EventEmitter
  implements Pick<NativeTheme, 'shouldUseDarkColors' | 'themeSource'>
{
  private source: NativeTheme['themeSource'] = 'system';

  constructor() {
    super();
    onlyEvents('nativeTheme', this, ['updated']);
    app.on('browser-window-created', (_event: unknown, window: StandInBrowserWindow) => {
      window.contents.on('did-finish-load', () => {
        if (this.source !== 'system') this.apply(window);
      });
    });
    // Playwright resets the color scheme of each page it attaches to, without an event.
    if (runtime.remoteControlled) setInterval(() => this.reapply(), 200).unref();
  }

  get shouldUseDarkColors(): boolean {
    return this.source === 'dark';
  }

  get themeSource(): NativeTheme['themeSource'] {
    return this.source;
  }

  /** Pages follow it; 'system' leaves them to Chromium, and to Playwright's emulateMedia. */
  set themeSource(source: NativeTheme['themeSource']) {
    const isOther = source !== this.source;
    this.source = source;
    if (!isOther) return;
    for (const window of StandInBrowserWindow.getAllWindows()) this.apply(window);
    this.emit('updated');
  }

  private reapply(): void {
    if (this.source === 'system') return;
    for (const window of StandInBrowserWindow.getAllWindows())
      window.contents
        .executeJavaScript("matchMedia('(prefers-color-scheme: dark)').matches")
        .then((isDark) => isDark !== this.shouldUseDarkColors && this.apply(window))
        .catch(() => undefined);
  }

  private apply(window: StandInBrowserWindow): void {
    const { source } = this;
    const features = source === 'system' ? [] : [{ name: 'prefers-color-scheme', value: source }];
    void window.contents.opened
      .then(({ session }) => session.send('Emulation.setEmulatedMedia', { features }))
      .catch(() => undefined);
  }
}

export const nativeTheme = withoutGaps('nativeTheme', new StandInTheme());

const blockers = new Set<number>();

/** Only counts: a test has no sleep to prevent. */
export const powerSaveBlocker = withoutGaps('powerSaveBlocker', {
  start(_type) {
    const id = blockers.size + 1;
    blockers.add(id);
    return id;
  },
  stop: (id) => blockers.delete(id),
  isStarted: (id) => blockers.has(id),
} satisfies PowerSaveBlocker);

type ProvidedNotification = Pick<Notification, 'body' | 'close' | 'show' | 'title'>;
const providedNotificationOptions = new Set(['body', 'silent', 'title']);

/** Not shown: a test replaces `show` on the prototype, and emits a user's click. */
export class StandInNotification extends EventEmitter implements ProvidedNotification {
  static isSupported = (): boolean => true;
  title: string;
  body: string;

  constructor(options: NotificationConstructorOptions = {}) {
    super();
    const unknown = Object.keys(options).find((name) => !providedNotificationOptions.has(name));
    if (unknown) throw new Error(`not provided by the stand-in: Notification option ${unknown}`);
    onlyEvents('Notification', this, ['click', 'close', 'failed', 'show']);
    this.title = options.title ?? '';
    this.body = options.body ?? '';
  }

  show(): void {
    this.emit('show', {});
  }

  close(): void {
    this.emit('close', {});
  }
}

withoutGaps('Notification', StandInNotification);
