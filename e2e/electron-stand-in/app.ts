import type { App } from 'electron';
import { EventEmitter } from 'node:events';
import { AppPaths } from './app-paths.ts';
import type { AppDescription } from './app-description.ts';
import { isPackaged } from './app-to-start.ts';
import { commandLine } from './command-line.ts';
import { onlyEvents, withoutGaps } from './not-provided.ts';
import { preventable } from './preventable.ts';
import { runtime } from './runtime-state.ts';
import { claimInstance } from './single-instance.ts';
import { openWindows, whenAllWindowsClosed } from './window-registry.ts';

type Provided = Pick<
  App,
  | 'exit'
  | 'badgeCount'
  | 'focus'
  | 'getAppPath'
  | 'getBadgeCount'
  | 'getName'
  | 'getPath'
  | 'getVersion'
  | 'hasSingleInstanceLock'
  | 'isReady'
  | 'name'
  | 'quit'
  | 'requestSingleInstanceLock'
  | 'setAboutPanelOptions'
  | 'setAppUserModelId'
  | 'setBadgeCount'
  | 'setName'
  | 'setPath'
  | 'whenReady'
>;

/** Events that are emitted; those after the empty line belong to other systems and are never emitted here. */
const events = [
  'before-quit',
  'browser-window-blur',
  'browser-window-created',
  'browser-window-focus',
  'quit',
  'ready',
  'render-process-gone',
  'second-instance',
  'web-contents-created',
  'will-quit',
  'window-all-closed',

  'activate',
  'child-process-gone',
  'open-file',
  'open-url',
];

export class StandInApp extends EventEmitter implements Provided {
  readonly isPackaged = isPackaged(process.execPath);
  /** Not drawn; for tests to read. */
  badgeCount = 0;
  readonly commandLine = commandLine;
  private description: AppDescription = { path: '', main: '', name: 'Electron', version: '' };
  private readonly paths = new AppPaths(
    () => this.description.name,
    commandLine.getSwitchValue('user-data-dir'),
  );
  private readonly ready = Promise.withResolvers<void>();
  private isStarted = false;
  private locked = false;
  private phase: 'running' | 'quitting' | 'exiting' = 'running';

  constructor() {
    super();
    onlyEvents('app', this, events);
    whenAllWindowsClosed(() => this.onAllWindowsClosed());
  }

  get name(): string {
    return this.description.name;
  }

  set name(name: string) {
    this.description = { ...this.description, name };
  }

  /** Of the stand-in, before the app's main script runs. */
  describe(description: AppDescription): void {
    this.description = description;
  }

  /** Of the stand-in, once Chromium runs. */
  start(): void {
    if (this.phase === 'exiting') return;
    this.isStarted = true;
    // Called by name, because Playwright replaces it with a function that delays the event until it is connected.
    this.emit('ready', {}, {});
    this.ready.resolve();
  }

  /** Of the stand-in: whether the process is about to end. */
  isEnding = (): boolean => this.phase === 'exiting';

  whenReady = (): Promise<void> => this.ready.promise;
  isReady = (): boolean => this.isStarted;
  getName = (): string => this.name;
  setName = (name: string): void => void (this.name = name);
  getVersion = (): string => this.description.version;
  getAppPath = (): string => this.description.path;
  getPath: App['getPath'] = (name) => this.paths.get(name);
  setPath = (name: string, path: string): void => this.paths.put(name, path);
  hasSingleInstanceLock = (): boolean => this.locked;
  // Of other systems, or of an About panel, which the stand-in does not have.
  setAppUserModelId = (): void => undefined;
  setAboutPanelOptions = (): void => undefined;
  getBadgeCount = (): number => this.badgeCount;
  setBadgeCount(count = 0): boolean {
    this.badgeCount = count;
    return true;
  }

  focus = (): void => undefined;

  requestSingleInstanceLock(additionalData?: Record<PropertyKey, unknown>): boolean {
    const mine = { argv: process.argv, workingDirectory: process.cwd(), additionalData };
    this.locked ||= claimInstance(
      this.getPath('userData'),
      mine,
      ({ argv, workingDirectory, additionalData: data }) =>
        this.emit('second-instance', {}, argv, workingDirectory, data),
    );
    return this.locked;
  }

  /** Electron's order: before-quit, each window's close, will-quit, quit; the first three can stop it. */
  quit(): void {
    if (this.phase !== 'running') return;
    const event = preventable({});
    this.emit('before-quit', event);
    if (event.defaultPrevented) return;
    this.phase = 'quitting';
    const allClose = [...openWindows].every((window) => window.requestClose());
    if (!allClose) this.phase = 'running';
    else if (openWindows.size === 0) this.willQuit();
  }

  /** Ends without a question. */
  exit(exitCode = 0): void {
    if (this.phase === 'exiting') return;
    this.phase = 'exiting';
    this.emit('quit', {}, exitCode);
    void this.end(exitCode);
  }

  private onAllWindowsClosed(): void {
    if (this.phase === 'quitting') this.willQuit();
    else if (this.phase === 'running') this.windowAllClosed();
  }

  private windowAllClosed(): void {
    if (this.listenerCount('window-all-closed') > 0) this.emit('window-all-closed');
    else this.quit();
  }

  private willQuit(): void {
    const event = preventable({});
    this.emit('will-quit', event);
    if (event.defaultPrevented) this.phase = 'running';
    else this.exit(0);
  }

  private async end(exitCode: number): Promise<void> {
    await runtime.starting?.then((chromium) => chromium.end()).catch(() => undefined);
    process.exit(exitCode);
  }
}

export const app = withoutGaps('app', new StandInApp());
