import { findOnPath } from './find-on-path.ts';
import { hasDisplay } from './has-display.ts';

const browsers = ['chromium', 'chromium-browser', 'google-chrome'];
/** Chromium without its browser window: it starts in half the time and suffices here. */
const headlessShells = ['chromium-headless-shell', 'chrome-headless-shell'];

/** The Chromium to use: `CHROMIUM_PATH`, else the first on the PATH; without a display a headless shell is preferred. */
export function findChromium(environment: NodeJS.ProcessEnv): string | undefined {
  const names = hasDisplay(environment) ? browsers : [...headlessShells, ...browsers];
  const found = names.map((name) => findOnPath(name, environment)).find((path) => path !== undefined);
  return environment['CHROMIUM_PATH'] || found;
}
