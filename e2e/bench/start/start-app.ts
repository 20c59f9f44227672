import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { endApp, launchApp } from '../../app/launch.ts';

/** Writes an app with one window and one button. */
export async function writeEmptyApp(folder: string): Promise<void> {
  await writeFile(
    join(folder, 'package.json'),
    JSON.stringify({ name: 'empty', version: '1.0.0', main: 'main.cjs' }),
  );
  const page = 'data:text/html,<title>Empty</title><button>Transfers</button>';
  await writeFile(
    join(folder, 'main.cjs'),
    `const { app, BrowserWindow } = require('electron');
app.whenReady().then(() => new BrowserWindow({ width: 1200, height: 800 }).loadURL(${JSON.stringify(page)}));
`,
  );
}

/** Seconds from the start of the process. */
export interface AppStart {
  /** The first contentful paint of its page. */
  readonly painted: number;
  /** The page can be used: the profiles are listed, or the button of an empty app is there. */
  readonly usable: number;
}

/**
 * Starts an app, waits until it can be used, and ends it.
 *
 * @param folder for its home and its data.
 * @param app the folder of another app than ours.
 */
export async function startAppOnce(folder: string, name: string, app?: string): Promise<AppStart> {
  const startedAt = Date.now();
  const started = await launchApp({
    home: folder,
    userData: join(folder, name),
    ...(app !== undefined && { folder: app }),
  });
  try {
    const page = await started.firstWindow();
    const button = app === undefined ? 'Source profile' : 'Transfers';
    await page.getByRole('button', { name: button }).waitFor();
    const usable = Date.now() - startedAt;
    const paintedAt = await page.evaluate(async () => {
      const entry = await new Promise<PerformanceEntry>((resolve) => {
        const observer = new PerformanceObserver((list) => {
          for (const each of list.getEntries()) if (each.name === 'first-contentful-paint') resolve(each);
        });
        observer.observe({ type: 'paint', buffered: true });
      });
      return performance.timeOrigin + entry.startTime;
    });
    return { painted: (paintedAt - startedAt) / 1000, usable: usable / 1000 };
  } finally {
    await endApp(started);
  }
}
