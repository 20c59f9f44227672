import type { MessageBoxOptions } from 'electron';
import { requireChromium } from './runtime-state.ts';
import { openTarget } from './target.ts';
import { applyBounds } from './window-bounds.ts';

const escaped = (text: string): string =>
  text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);

function page({
  title = '',
  message,
  detail = '',
  buttons = ['OK'],
  defaultId = 0,
}: MessageBoxOptions): string {
  const button = (label: string, index: number): string =>
    `<button onclick="answer('${index}')" ${index === defaultId ? 'autofocus' : ''}>${escaped(label)}</button>`;
  return `<!doctype html><meta name="color-scheme" content="light dark"><title>${escaped(title || message)}</title>
    <body style="font: 14px system-ui; margin: 24px"><b>${escaped(message)}</b><p>${escaped(detail)}</p>
    <p style="text-align: right">${buttons.map(button).join(' ')}</p>`;
}

/** Shows a question in a small window. @returns the button's index; undefined when the window was closed. */
export async function askInWindow(options: MessageBoxOptions): Promise<number | undefined> {
  const chromium = requireChromium();
  const { browser } = chromium.connection;
  const [width, height] = [460, 220];
  const target = await openTarget(chromium, width, height);
  const { session } = target;
  const answered = new Promise<number | undefined>((resolve) => {
    session.on('Runtime.bindingCalled', ({ payload }) => resolve(Number(payload)));
    browser.on('Target.targetDestroyed', ({ targetId }) => targetId === target.id && resolve(undefined));
  });
  await session.send('Page.enable');
  await session.send('Runtime.enable');
  await session.send('Runtime.addBinding', { name: 'answer' });
  await session.send('Page.navigate', {
    url: `data:text/html;charset=utf-8,${encodeURIComponent(page(options))}`,
  });
  await applyBounds(target, { x: 200, y: 200, width, height }, true);
  const answer = await answered;
  await browser.send('Target.closeTarget', { targetId: target.id }).catch(() => undefined);
  return answer;
}
