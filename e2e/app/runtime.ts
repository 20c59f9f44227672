import { join } from 'node:path';
import { canInstallPackages, installPackages } from './debian-packages.ts';
import { downloadElectron, findElectron } from './electron-binary.ts';
import { findChromium } from './find-chromium.ts';
import { hasDisplay } from './has-display.ts';

/** The program that runs the app. */
export type Runtime =
  | { readonly kind: 'electron'; readonly executable: string }
  | { readonly kind: 'stand-in'; readonly executable: string; readonly chromium: string };

const standInFolder = join(import.meta.dirname, '../electron-stand-in/bin');

const standIn = (chromium: string): Runtime => ({
  kind: 'stand-in',
  executable: join(standInFolder, 'electron'),
  chromium,
});

/** The installed runtime, without downloading or installing one. */
export function findRuntime(environment: NodeJS.ProcessEnv): Runtime | undefined {
  const electron = findElectron();
  if (electron) return { kind: 'electron', executable: electron };
  const chromium = process.platform === 'win32' ? undefined : findChromium(environment);
  return chromium ? standIn(chromium) : undefined;
}

/** Ubuntu has no package of the headless shell. */
function installChromium(environment: NodeJS.ProcessEnv): void {
  const fonts = 'fonts-liberation';
  if (hasDisplay(environment)) return installPackages(['chromium', fonts]);
  try {
    installPackages(['chromium-headless-shell', fonts]);
  } catch {
    installPackages(['chromium', fonts]);
  }
}

/**
 * Chooses the runtime of the app: Electron where its binary is installed or can be downloaded, else Chromium with the
 * stand-in, installed from Debian packages where that is possible. @throws an error that says what to install.
 */
export async function takeRuntime(environment: NodeJS.ProcessEnv): Promise<Runtime> {
  const electron = findElectron() ?? (await downloadElectron(environment));
  if (electron) return { kind: 'electron', executable: electron };
  if (!findRuntime(environment) && canInstallPackages()) installChromium(environment);
  const found = findRuntime(environment);
  if (found) return found;
  throw new Error(
    'The app needs Electron (npm run electron:install) or Chromium (on the PATH, or named by CHROMIUM_PATH); neither is here.',
  );
}

/** One line that names the runtime. */
export function describeRuntime(runtime: Runtime): string {
  return runtime.kind === 'electron'
    ? `Runtime: Electron (${runtime.executable})`
    : `Runtime: the stand-in for Electron, on ${runtime.chromium} (Electron's binary is not here)`;
}

/**
 * The environment by which `require('electron')`, and therefore Playwright, finds the runtime, and by which a package made
 * with the stand-in does (scripts/stand-in-distribution.ts).
 */
export const runtimeEnvironment = (runtime: Runtime): Readonly<Record<string, string>> =>
  runtime.kind === 'stand-in'
    ? {
        ELECTRON_OVERRIDE_DIST_PATH: standInFolder,
        ELECTRON_STAND_IN: join(standInFolder, 'start'),
        CHROMIUM_PATH: runtime.chromium,
      }
    : {};
