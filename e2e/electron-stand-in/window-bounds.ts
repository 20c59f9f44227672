import type { Rectangle } from 'electron';
import { requireChromium, runtime } from './runtime-state.ts';
import type { Target } from './target.ts';

export type WindowState = 'normal' | 'minimized' | 'maximized' | 'fullscreen';

/** Gives the page the size that the app requested for its window; without a display the position is ignored. */
export async function applyBounds(target: Target, bounds: Rectangle, withPlace: boolean): Promise<void> {
  const { browser } = requireChromium().connection;
  const { windowId } = await browser.send('Browser.getWindowForTarget', { targetId: target.id });
  const { frame } = target;
  const place = withPlace && !runtime.headless ? { left: bounds.x, top: bounds.y } : {};
  const size = { width: bounds.width + frame.width, height: bounds.height + frame.height };
  await browser.send('Browser.setWindowBounds', { windowId, bounds: { ...place, ...size } });
}

export async function applyState(target: Target, windowState: WindowState): Promise<void> {
  const { browser } = requireChromium().connection;
  const { windowId } = await browser.send('Browser.getWindowForTarget', { targetId: target.id });
  // Chromium changes from one special state to another only through the normal one.
  await browser.send('Browser.setWindowBounds', { windowId, bounds: { windowState: 'normal' } });
  if (windowState !== 'normal')
    await browser.send('Browser.setWindowBounds', { windowId, bounds: { windowState } });
}
