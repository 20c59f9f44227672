import { open } from 'node:inspector';
import { createRequire, registerHooks } from 'node:module';
import { resolve } from 'node:path';
import { argv, env } from 'node:process';
import { describeApp } from './app-description.ts';
import { findAppToStart } from './app-to-start.ts';
import { startChromium } from './chromium-process.ts';
import { findChromium } from '../app/find-chromium.ts';
import { parseLaunchArguments } from './launch-arguments.ts';
import { runtime } from './runtime-state.ts';

// Electron's form of the command line: the executable, then all its arguments.
const [executable = '', ...given] = argv.slice(2);
argv.splice(0, argv.length, executable, ...given);
process.execPath = resolve(executable);
const launch = await findAppToStart(process.execPath, parseLaunchArguments(given));
if (launch.app.endsWith('.asar')) (await import('./asar-files.ts')).openArchive(resolve(launch.app));
const description = describeApp(launch.app);

Object.assign(process, { type: 'browser', resourcesPath: launch.resources ?? description.path });
if (!launch.isPackaged) Object.assign(process, { defaultApp: true });
const versions = { ...process.versions, electron: '0.0.0-stand-in', chrome: 'of the system' };
Object.defineProperty(process, 'versions', { value: versions });

runtime.chromiumExecutable = findChromium(env) ?? '';
if (!runtime.chromiumExecutable) throw new Error('Chromium is not installed.');
runtime.headless = !env['DISPLAY'] && process.platform === 'linux';
// Playwright requires both; it then also acts as the user.
runtime.remoteControlled = launch.inspect && launch.debuggingPort;

const electronModule = new URL('./electron.ts', import.meta.url).href;
registerHooks({
  resolve: (specifier, context, next) =>
    specifier === 'electron' || specifier === 'electron/main'
      ? { url: electronModule, shortCircuit: true }
      : next(specifier, context),
});

const { app } = await import('./app.ts');
const { appendedSwitches } = await import('./command-line.ts');
app.describe(description);
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => app.quit());

if (launch.inspect) open(0, '127.0.0.1');
const require = createRequire(description.main);
for (const preload of launch.preloads) require(preload);
require(description.main);

/** Starts Chromium, and emits `ready` when it runs. */
async function openWindowSystem(): Promise<void> {
  runtime.starting = startChromium({
    executable: runtime.chromiumExecutable,
    headless: runtime.headless,
    switches: [...launch.chromiumSwitches, ...appendedSwitches()],
    debuggingPort: launch.debuggingPort,
  });
  const chromium = await runtime.starting;
  await chromium.connection.browser.send('Target.setDiscoverTargets', { discover: true });
  runtime.chromium = chromium;
  app.start();
}

// An app that quits immediately, as a second instance does, needs no windows; one that ends during the start closes them.
if (!app.isEnding()) {
  await openWindowSystem().catch((error: unknown) => {
    if (!app.isEnding()) throw error;
  });
}
