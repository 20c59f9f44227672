import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import type { Chromium } from './chromium-process.ts';
import type { ProtocolSession } from './cdp.ts';
import { runtime } from './runtime-state.ts';

export interface Target {
  readonly id: string;
  readonly session: ProtocolSession;
  /** The size difference between Chromium's window and its page, caused by tabs and address bar. */
  readonly frame: { readonly width: number; readonly height: number };
}

/** Measured before anything is loaded, because a navigation drops the answer. */
async function measureFrame(session: ProtocolSession): Promise<Target['frame']> {
  const expression = '[outerWidth - innerWidth, outerHeight - innerHeight]';
  const { result } = await session.send('Runtime.evaluate', { expression, returnByValue: true });
  const [width = 0, height = 0] = result.value as number[];
  return { width: Math.max(0, width), height: Math.max(0, height) };
}

/**
 * Opens a window without tabs and address bar. Only Chromium's command line can: it passes the request to the Chromium
 * that uses the profile already, and the page is found by a generated address.
 */
async function openAppWindow(
  { connection, profile }: Chromium,
  width: number,
  height: number,
): Promise<string> {
  const url = `data:text/html,<title>${randomUUID()}</title>`;
  const opened = new Promise<string>((resolve) => {
    connection.browser.on('Target.targetCreated', ({ targetInfo }) => {
      if (targetInfo.url === url) resolve(targetInfo.targetId);
    });
    connection.browser.on('Target.targetInfoChanged', ({ targetInfo }) => {
      if (targetInfo.url === url) resolve(targetInfo.targetId);
    });
  });
  const asRoot = process.getuid?.() === 0 ? ['--no-sandbox', '--test-type'] : [];
  const size = `--window-size=${width},${height}`;
  spawn(runtime.chromiumExecutable, [...asRoot, `--user-data-dir=${profile}`, `--app=${url}`, size], {
    stdio: 'ignore',
  });
  return opened;
}

async function openHeadless({ connection }: Chromium, width: number, height: number): Promise<string> {
  const options = { url: 'about:blank', newWindow: true, width, height };
  return (await connection.browser.send('Target.createTarget', options)).targetId;
}

/** Opens a page in a window of its own and attaches to it. */
export async function openTarget(chromium: Chromium, width: number, height: number): Promise<Target> {
  const { browser } = chromium.connection;
  const id = await (runtime.headless ? openHeadless : openAppWindow)(chromium, width, height);
  const { sessionId } = await browser.send('Target.attachToTarget', { targetId: id, flatten: true });
  const session = chromium.connection.session(sessionId);
  return { id, session, frame: await measureFrame(session) };
}
