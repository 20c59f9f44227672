import type { Chromium } from './chromium-process.ts';

/** State that the parts of the stand-in share while the app runs. */
interface RuntimeState {
  /** Set before the app's `ready`. */
  chromium: Chromium | undefined;
  /** Set as soon as Chromium is being started. */
  starting: Promise<Chromium> | undefined;
  /** Set at the start: the path of Chromium, and whether there is a display. */
  chromiumExecutable: string;
  headless: boolean;
  /** Whether Playwright drives the app: then no user is at its windows. */
  remoteControlled: boolean;
}

export const runtime: RuntimeState = {
  chromium: undefined,
  starting: undefined,
  chromiumExecutable: '',
  headless: true,
  remoteControlled: false,
};

/** @throws before the app is ready, as Electron does for functions that need a window system. */
export function requireChromium(): Chromium {
  if (!runtime.chromium) throw new Error('Cannot create BrowserWindow before app is ready');
  return runtime.chromium;
}
