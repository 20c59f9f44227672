import type { BrowserWindowConstructorOptions, ProgressBarOptions, Rectangle, WebContents } from 'electron';
import { EventEmitter } from 'node:events';
import { app } from './app.ts';
import { guardClosing } from './close-by-person.ts';
import { onlyEvents, withoutGaps } from './not-provided.ts';
import { preventable } from './preventable.ts';
import type { FromPreload } from './preload-world.ts';
import type { ProvidedWindow } from './provided-window.ts';
import { checkWindowOptions, windowEvents } from './provided-window.ts';
import { runtime } from './runtime-state.ts';
import { StandInWebContents } from './web-contents.ts';
import type { WindowState } from './window-bounds.ts';
import { applyBounds, applyState } from './window-bounds.ts';
import { openWindows, windowClosed } from './window-registry.ts';

const windows = new Map<number, StandInBrowserWindow>();
let lastId = 0;

/** A window of the app: a page of Chromium. Sizes are those of the page. */
export class StandInBrowserWindow extends EventEmitter implements ProvidedWindow {
  readonly id: number;
  readonly contents: StandInWebContents;
  private bounds: Rectangle;
  private state: WindowState = 'normal';
  private title: string;
  private visible: boolean;
  private focused = false;
  private destroyed = false;

  constructor(options: BrowserWindowConstructorOptions = {}) {
    super();
    checkWindowOptions(options);
    onlyEvents('BrowserWindow', this, windowEvents);
    const { x, y, width = 800, height = 600, title = app.name, show = true, webPreferences } = options;
    lastId += 1;
    this.id = lastId;
    this.title = title;
    this.visible = show;
    this.bounds = { x: x ?? 0, y: y ?? 0, width, height };
    this.contents = new StandInWebContents({
      preload: webPreferences?.preload,
      bounds: this.bounds,
      withPlace: x !== undefined && y !== undefined,
    });
    windows.set(this.id, this);
    openWindows.add(this);
    this.followContents();
    app.emit('web-contents-created', {}, this.contents);
    app.emit('browser-window-created', {}, this);
  }

  static getAllWindows = (): StandInBrowserWindow[] => [...windows.values()];
  static getFocusedWindow = (): StandInBrowserWindow | null =>
    [...windows.values()].find((window) => window.focused) ?? null;
  static fromWebContents = (contents: unknown): StandInBrowserWindow | null =>
    [...windows.values()].find((window) => window.contents === contents) ?? null;
  static fromId = (id: number): StandInBrowserWindow | null => windows.get(id) ?? null;

  /** Electron's type; members that the stand-in does not provide throw when used. */
  get webContents(): WebContents {
    return this.contents as unknown as WebContents;
  }

  loadURL = (url: string): Promise<void> => this.contents.loadURL(url);

  close = (): void => void this.requestClose();

  requestClose(): boolean {
    if (this.destroyed) return true;
    const allowed = this.mayClose();
    if (allowed) this.destroy();
    return allowed;
  }

  destroy(): void {
    if (!this.destroyed) this.contents.close();
  }

  isDestroyed = (): boolean => this.destroyed;
  isVisible = (): boolean => this.visible;
  isFocused = (): boolean => this.focused;
  isMinimized = (): boolean => this.state === 'minimized';
  isMaximized = (): boolean => this.state === 'maximized';
  isFullScreen = (): boolean => this.state === 'fullscreen';
  getBounds = (): Rectangle => ({ ...this.bounds });
  getNormalBounds = (): Rectangle => ({ ...this.bounds });
  getSize = (): number[] => [this.bounds.width, this.bounds.height];
  getTitle = (): string => this.title;

  setTitle(title: string): void {
    this.title = title;
  }

  // Chromium sets the color and badge of its windows itself.
  setBackgroundColor(_color: string): void {}
  setProgressBar(_progress: number, _options?: ProgressBarOptions): void {}

  show(): void {
    this.visible = true;
    this.emit('show');
    this.focus();
  }

  hide(): void {
    this.visible = false;
    this.emit('hide');
  }

  focus(): void {
    if (runtime.headless) this.become('focus');
    else
      void this.contents.opened
        .then(({ session }) => session.send('Page.bringToFront'))
        .catch(() => undefined);
  }

  minimize = (): void => this.changeState('minimized', 'minimize');
  maximize = (): void => this.changeState('maximized', 'maximize');
  unmaximize = (): void => this.changeState('normal', 'unmaximize');
  restore = (): void => this.changeState('normal', 'restore');
  setFullScreen = (on: boolean): void => this.changeState(on ? 'fullscreen' : 'normal');

  setSize = (width: number, height: number): void => this.setBounds({ width, height });

  setBounds(change: Partial<Rectangle>): void {
    this.bounds = { ...this.bounds, ...change };
    const { bounds } = this;
    void this.contents.opened.then((target) => applyBounds(target, bounds, true)).catch(() => undefined);
    this.emit('resize');
  }

  private mayClose(): boolean {
    const event = preventable({});
    this.emit('close', event);
    return !event.defaultPrevented;
  }

  private changeState(state: WindowState, event?: string): void {
    if (this.state === state) return;
    this.state = state;
    void this.contents.opened.then((target) => applyState(target, state)).catch(() => undefined);
    if (event) this.emit(event);
  }

  private become(event: 'focus' | 'blur'): void {
    const focused = event === 'focus';
    if (this.focused === focused) return;
    this.focused = focused;
    this.emit(event);
    app.emit(`browser-window-${event}`, {}, this);
  }

  private followContents(): void {
    const { contents } = this;
    contents.once('did-finish-load', () => setImmediate(() => !this.destroyed && this.emit('ready-to-show')));
    contents.on('render-process-gone', (event: unknown, details: unknown) => {
      app.emit('render-process-gone', event, contents, details);
    });
    contents.on('window-message', (message: FromPreload) => {
      if (message.kind === 'focus' || message.kind === 'blur') this.become(message.kind);
      if (message.kind === 'bounds' && this.state === 'normal') this.noteBounds(message);
    });
    contents.once('destroyed', () => this.end());
    contents.opened
      .then((target) => {
        // Playwright answers such questions itself; under Playwright no user closes a window.
        if (!runtime.remoteControlled) guardClosing(target, () => this.mayClose());
        return target;
      })
      .catch((error: unknown) => {
        if (!this.destroyed) console.error(error);
      });
  }

  private noteBounds({ x, y, width, height }: Rectangle): void {
    const { bounds } = this;
    if (bounds.width === width && bounds.height === height && bounds.x === x && bounds.y === y) return;
    this.bounds = { x, y, width, height };
    this.emit('resize');
  }

  private end(): void {
    this.destroyed = true;
    windows.delete(this.id);
    this.emit('closed');
    windowClosed(this);
  }
}

withoutGaps('BrowserWindow', StandInBrowserWindow);
