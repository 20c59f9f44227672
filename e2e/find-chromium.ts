import { findOnPath } from './find-on-path.ts';

const names = ['chromium', 'chromium-browser', 'google-chrome'];

/** The Chromium to use: `CHROMIUM_PATH`, else the first on the PATH. */
export function findChromium(environment: NodeJS.ProcessEnv): string | undefined {
  const found = names.map((name) => findOnPath(name, environment)).find((path) => path !== undefined);
  return environment['CHROMIUM_PATH'] || found;
}
