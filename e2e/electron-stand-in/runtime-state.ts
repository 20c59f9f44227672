import type { Chromium } from './chromium-process.ts';

/** What the parts of the stand-in have to know of each other while the app runs. */
interface RuntimeState {
  /** Set before the app's `ready`. */
  chromium: Chromium | undefined;
  /** Set as soon as Chromium is being started. */
  starting: Promise<Chromium> | undefined;
  /** Set by the start: where Chromium is, and whether there is a display. */
  chromiumExecutable: string;
  headless: boolean;
  /** True when Playwright drives the app: then nobody sits before its windows. */
  remoteControlled: boolean;
}

export const runtime: RuntimeState = {
  chromium: undefined,
  starting: undefined,
  chromiumExecutable: '',
  headless: true,
  remoteControlled: false,
};

/** @throws before the app is ready, as Electron does for what needs a window system. */
export function requireChromium(): Chromium {
  if (!runtime.chromium) throw new Error('Cannot create BrowserWindow before app is ready');
  return runtime.chromium;
}
