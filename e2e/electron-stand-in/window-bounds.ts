import type { Rectangle } from 'electron';
import { requireChromium, runtime } from './runtime-state.ts';
import type { Target } from './target.ts';

export type WindowState = 'normal' | 'minimized' | 'maximized' | 'fullscreen';

/** How much larger Chromium's window is than the page in it: its tabs and address bar, where it has them. */
async function frameSize({ session }: Target): Promise<{ width: number; height: number }> {
  const expression = '[outerWidth - innerWidth, outerHeight - innerHeight]';
  const { result } = await session.send('Runtime.evaluate', { expression, returnByValue: true });
  const [width = 0, height = 0] = result.value as number[];
  return { width: Math.max(0, width), height: Math.max(0, height) };
}

/** Gives the page the size that the app asked its window to have; without a display there is no place to keep. */
export async function applyBounds(target: Target, bounds: Rectangle, withPlace: boolean): Promise<void> {
  const { browser } = requireChromium().connection;
  const { windowId } = await browser.send('Browser.getWindowForTarget', { targetId: target.id });
  const frame = await frameSize(target);
  const place = withPlace && !runtime.headless ? { left: bounds.x, top: bounds.y } : {};
  const size = { width: bounds.width + frame.width, height: bounds.height + frame.height };
  await browser.send('Browser.setWindowBounds', { windowId, bounds: { ...place, ...size } });
}

export async function applyState(target: Target, windowState: WindowState): Promise<void> {
  const { browser } = requireChromium().connection;
  const { windowId } = await browser.send('Browser.getWindowForTarget', { targetId: target.id });
  // Chromium goes from one special state to another by way of the normal one only.
  await browser.send('Browser.setWindowBounds', { windowId, bounds: { windowState: 'normal' } });
  if (windowState !== 'normal')
    await browser.send('Browser.setWindowBounds', { windowId, bounds: { windowState } });
}
