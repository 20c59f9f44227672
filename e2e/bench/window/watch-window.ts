import type { Locator, Page } from '@playwright/test';

/** The responsiveness of a window, in milliseconds. */
export interface WindowFigures {
  /** Times between frames while the list of images was scrolled, smallest first. */
  readonly frames: readonly number[];
  /** Times from a click on a row's button to its layers on the screen, smallest first. */
  readonly answers: readonly number[];
}

/** Frames in one direction. */
const framesEachWay = 240;
/** Pixels per frame: a fast scroll. */
const step = 60;
const presses = 20;

/** Scrolls down and up, a step with each frame, and records the times between frames. */
const scroll = (pane: Locator): Promise<readonly number[]> =>
  pane.evaluate(
    (element, { eachWay, pixels }) =>
      new Promise<readonly number[]>((resolve) => {
        const apart: number[] = [];
        let last = performance.now();
        let direction = 1;
        const next = (): void => {
          const now = performance.now();
          apart.push(now - last);
          last = now;
          if (apart.length > 2 * eachWay) return resolve(apart.slice(1));
          const before = element.scrollTop;
          element.scrollTop += direction * pixels;
          if (element.scrollTop === before) direction = -direction;
          requestAnimationFrame(next);
        };
        requestAnimationFrame(next);
      }),
    { eachWay: framesEachWay, pixels: step },
  );

/** Opens and closes the first row's layers repeatedly. */
const press = (pane: Locator): Promise<readonly number[]> =>
  pane.evaluate(async (element, times) => {
    // The function is serialized into the page with the function around it.
    // oxlint-disable-next-line unicorn/consistent-function-scoping
    const painted = (): Promise<void> =>
      new Promise((resolve) => {
        requestAnimationFrame(() => setTimeout(resolve));
      });
    const answers: number[] = [];
    element.scrollTop = 0;
    for (let index = 0; index < times; index++) {
      await painted();
      const button = element.querySelector<HTMLButtonElement>('button[aria-expanded]');
      if (!button) throw new Error('No image is in sight.');
      const expected = button.ariaExpanded === 'true' ? 'false' : 'true';
      const begin = performance.now();
      button.click();
      while (element.querySelector<HTMLButtonElement>('button[aria-expanded]')?.ariaExpanded !== expected)
        await painted();
      await painted();
      answers.push(performance.now() - begin);
    }
    return answers;
  }, presses);

const ascending = (values: readonly number[]): readonly number[] => values.toSorted((a, b) => a - b);

/** Scrolls through a transfer's images and opens rows during the copy. */
export async function watchWindow(page: Page): Promise<WindowFigures> {
  const pane = page.locator('[data-windowed]').first();
  const rows = pane.getByRole('button', { name: /^Layers of / });
  await rows.first().waitFor();
  for (let index = 0; index < 8; index++) await rows.nth(index).click();
  const frames = await scroll(pane);
  return { frames: ascending(frames), answers: ascending(await press(pane)) };
}
