import type { Rectangle, WebContents, WebFrameMain } from 'electron';
import { EventEmitter } from 'node:events';
import { readFileSync } from 'node:fs';
import { fromChromium, originOf, toChromium } from './app-addresses.ts';
import { confinePage } from './confined-page.ts';
import { onlyEvents, withoutGaps } from './not-provided.ts';
import type { PageScripts } from './page-scripts.ts';
import { pageScripts } from './page-scripts.ts';
import type { PreloadChannel } from './preload-channel.ts';
import { createPreloadChannel } from './preload-channel.ts';
import type { ProvidedContents, WebContentsOptions, WindowOpenHandler } from './provided-contents.ts';
import { contentsEvents } from './provided-contents.ts';
import { requireChromium } from './runtime-state.ts';
import { decidePermissions } from './session.ts';
import { openTarget } from './target.ts';
import type { Target } from './target.ts';
import { applyBounds } from './window-bounds.ts';

const all = new Map<number, StandInWebContents>();
let lastId = 0;

/** One page of Chromium for the main process. Emits `window-message` for its window. */
export class StandInWebContents extends EventEmitter implements ProvidedContents {
  readonly id: number;
  readonly opened: Promise<Target>;
  targetId = '';
  private readonly scripts: PageScripts;
  private readonly preload: PreloadChannel;
  private url = '';
  private zoomLevel = 0;
  private destroyed = false;
  private crashed = false;
  /** The load that the main process started and that has not begun. */
  private ownNavigation: string | undefined;
  private windowOpenHandler: WindowOpenHandler | undefined;

  constructor({ preload, bounds, withPlace }: WebContentsOptions) {
    super();
    lastId += 1;
    this.id = lastId;
    all.set(this.id, this);
    onlyEvents('webContents', this, [...contentsEvents, 'window-message']);
    const { platform, versions } = process;
    this.scripts = pageScripts(preload ? readFileSync(preload, 'utf8') : '', { platform, versions });
    this.preload = createPreloadChannel(this.scripts, {
      event: () => ({ sender: this, senderFrame: this.mainFrame, frameId: 1, processId: this.id, ports: [] }),
      failed: (error) => this.emit('preload-error', {}, '', error),
      opensWindow: (url, frameName, features) => this.refuseWindow(fromChromium(url), frameName, features),
      windowMessage: (message) => this.emit('window-message', message),
    });
    this.opened = this.open(bounds, withPlace);
  }

  static fromTarget(targetId: string): StandInWebContents | undefined {
    return [...all.values()].find((contents) => contents.targetId === targetId);
  }

  get mainFrame(): Pick<WebFrameMain, 'url' | 'origin' | 'parent'> {
    return { url: this.url, origin: originOf(this.url), parent: null };
  }

  getURL = (): string => this.url;
  isDestroyed = (): boolean => this.destroyed;
  isCrashed = (): boolean => this.crashed;
  getZoomLevel = (): number => this.zoomLevel;

  /** Resolves when the page has finished loading. @throws Chromium's network error. */
  async loadURL(url: string): Promise<void> {
    const { session } = await this.opened;
    for (const [name, granted] of decidePermissions(this as unknown as WebContents, url)) {
      const setting = granted ? 'granted' : 'denied';
      await requireChromium().connection.browser.send('Browser.setPermission', {
        permission: { name },
        setting,
      });
    }
    const finished = new Promise<void>((resolve) => this.once('did-finish-load', () => resolve()));
    this.ownNavigation = url;
    const { errorText } = await session.send('Page.navigate', { url: toChromium(url) });
    if (!errorText) return finished;
    this.emit('did-fail-load', {}, -2, errorText.replace('net::', ''), url, true);
    throw new Error(`${errorText.replace('net::', '')} (-2) loading '${url}'`);
  }

  reload(): void {
    this.ownNavigation = this.url;
    this.command((session) => session.send('Page.reload'));
  }

  /** Crashes the page's process, even during an endless script. */
  forcefullyCrashRenderer(): void {
    this.command((session) => session.send('Page.crash'));
  }

  send(channel: string, ...args: unknown[]): void {
    if (this.destroyed) throw new TypeError('Object has been destroyed');
    this.preload.send(channel, args);
  }

  async executeJavaScript(code: string, userGesture = false): Promise<unknown> {
    const { session } = await this.opened;
    const options = { expression: code, userGesture, awaitPromise: true, returnByValue: true };
    const { result, exceptionDetails } = await session.send('Runtime.evaluate', options);
    if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
    return result.value as unknown;
  }

  setWindowOpenHandler(handler: WindowOpenHandler): void {
    this.windowOpenHandler = handler;
  }

  setZoomLevel(level: number): void {
    this.zoomLevel = level;
    const expression = `document.documentElement.style.zoom = String(${1.2 ** level})`;
    this.command((session) => session.send('Runtime.evaluate', { expression }));
  }

  /** Closes the page without asking it, and with it the window: no `close` event, as in Electron. */
  close(options?: { waitForBeforeUnload: boolean }): void {
    if (options?.waitForBeforeUnload)
      throw new Error('not provided by the stand-in: webContents.close({ waitForBeforeUnload })');
    void this.opened
      .then(({ id }) => requireChromium().connection.browser.send('Target.closeTarget', { targetId: id }))
      .catch(() => undefined);
  }

  /** Sends a command once there is a page; dropped when the page is closing. */
  private command(send: (session: Target['session']) => Promise<unknown>): void {
    void this.opened.then(({ session }) => send(session)).catch(() => undefined);
  }

  private async open(bounds: Rectangle, withPlace: boolean): Promise<Target> {
    const { connection } = requireChromium();
    const target = await openTarget(requireChromium(), bounds.width, bounds.height);
    const { session } = target;
    this.targetId = target.id;
    connection.browser.on('Target.targetDestroyed', ({ targetId }) => {
      if (targetId === target.id) this.end();
    });
    void requireChromium().ended.then(() => this.end());
    const { world, binding, inPage, inPreloadWorld } = this.scripts;
    this.preload.attach(target);
    session.on('Page.frameNavigated', ({ frame }) => {
      if (!frame.parentId) this.url = fromChromium(frame.url + (frame.urlFragment ?? ''));
    });
    session.on('Page.navigatedWithinDocument', ({ frameId, url }) => {
      if (frameId === target.id) this.url = fromChromium(url);
    });
    session.on('Page.domContentEventFired', () => this.emit('dom-ready', {}));
    session.on('Page.loadEventFired', () => {
      this.crashed = false;
      if (this.zoomLevel !== 0) this.setZoomLevel(this.zoomLevel);
      if (this.url !== '' && !this.url.startsWith('data:')) this.emit('did-finish-load', {});
    });
    session.on('Inspector.targetCrashed', () => {
      this.crashed = true;
      this.preload.detach();
      this.emit('render-process-gone', {}, { reason: 'crashed', exitCode: 1 });
    });
    await Promise.all([
      applyBounds(target, bounds, withPlace),
      session.send('Inspector.enable'),
      session.send('Page.enable'),
      session.send('Runtime.enable'),
      session.send('Page.addScriptToEvaluateOnNewDocument', { source: inPage }),
      session.send('Page.addScriptToEvaluateOnNewDocument', { source: inPreloadWorld, worldName: world }),
      session.send('Runtime.addBinding', { name: binding, executionContextName: world }),
      confinePage(connection, target, {
        isOwn: (url) => this.takeOwnNavigation(url),
        navigates: (event, details) => {
          this.emit('will-frame-navigate', details);
          if (details.isMainFrame) this.emit('will-navigate', details, details.url);
          return !event.defaultPrevented;
        },
        opensWindow: (url, frameName, features) => this.refuseWindow(url, frameName, features),
      }),
    ]);
    return target;
  }

  private takeOwnNavigation(url: string): boolean {
    const isOwn = this.ownNavigation !== undefined && this.ownNavigation.split('#')[0] === url.split('#')[0];
    if (isOwn) this.ownNavigation = undefined;
    return isOwn;
  }

  private refuseWindow(url: string, frameName: string, features: string): void {
    const answer = this.windowOpenHandler?.({
      url,
      frameName,
      features,
      disposition: 'foreground-tab',
      referrer: { url: '', policy: 'default' },
    });
    if (answer?.action !== 'deny') throw new Error('not provided by the stand-in: windows opened by a page');
  }

  private end(): void {
    if (this.destroyed) return;
    this.destroyed = true;
    all.delete(this.id);
    this.emit('destroyed');
  }
}

/** Electron's `webContents` object. */
export const webContents = withoutGaps('webContents', {
  fromDevToolsTargetId: (targetId: string) => StandInWebContents.fromTarget(targetId),
  fromId: (id: number) => all.get(id),
  getAllWebContents: () => [...all.values()],
});
