import type { FixtureWindow } from './fixture-app-test.ts';
import { expect, seen, test } from './fixture-app-test.ts';

/** Requests and messages between page, preload script and main process. */

test('answers a request with structured clones', async ({ page }) => {
  const answer = await page.evaluate(() =>
    (window as unknown as FixtureWindow).api.invoke(
      'echo',
      undefined,
      [1n, { at: new Date(5) }],
      new Map([['a', 1]]),
    ),
  );
  expect(answer).toEqual([undefined, [1n, { at: new Date(5) }], expect.anything()]);
});

test('rejects what cannot be cloned', async ({ page }) => {
  const refused = page.evaluate(() => (window as unknown as FixtureWindow).api.invoke('echo', Symbol('s')));
  await expect(refused).rejects.toThrow('could not be cloned');
});

test('rejects with the messages of Electron for a failing and a missing handler', async ({ page }) => {
  const [failed, missing] = await page.evaluate(async () => {
    const { api } = window as unknown as FixtureWindow;
    const message = (error: unknown): string => String(error);
    return [await api.invoke('fail').catch(message), await api.invoke('absent').catch(message)];
  });
  expect(failed).toBe("Error: Error invoking remote method 'fail': TypeError: refused");
  expect(missing).toBe(
    "Error: Error invoking remote method 'absent': Error: No handler registered for 'absent'",
  );
});

test('delivers messages both ways, in order, until the listener is removed', async ({ app, page }) => {
  await page.evaluate(() => (window as unknown as FixtureWindow).api.send('note', 'hello'));
  await expect.poll(() => seen(app)).toContain('note hello');
  const send = (text: string): Promise<void> =>
    app.evaluate(
      ({ BrowserWindow }, news) => BrowserWindow.getAllWindows()[0]?.webContents.send('news', news),
      text,
    );
  await send('one');
  await send('two');
  await expect(page.locator('#messages')).toHaveText('one;two;');
  await page.evaluate(() => (window as unknown as FixtureWindow).unsubscribe());
  await send('three');
  await page.evaluate(() => (window as unknown as FixtureWindow).api.invoke('echo'));
  await expect(page.locator('#messages')).toHaveText('one;two;');
});

test('gives a handler the sender of a request', async ({ page }) => {
  expect(await page.evaluate(() => (window as unknown as FixtureWindow).api.invoke('sender'))).toBe(true);
});

test('gives the page only what the preload exposed, frozen', async ({ page }) => {
  const facts = await page.evaluate(() => {
    const own = window as unknown as FixtureWindow;
    let thrown = '';
    try {
      own.api.throws();
    } catch (error) {
      thrown = String(error);
    }
    const clean = document.createElement('iframe');
    document.body.append(clean);
    const usual = new Set(Object.getOwnPropertyNames(clean.contentWindow));
    clean.remove();
    const extra = Object.getOwnPropertyNames(window).filter(
      (name) => !usual.has(name) && !/^\d+$/.test(name),
    );
    return {
      thrown,
      doubled: own.api.double(4),
      nested: own.api.nested.list,
      frozen: Object.isFrozen(own.api),
      kinds: ['require', 'process', 'module', 'Buffer'].map((name) => typeof Reflect.get(window, name)),
      extra: extra.filter((name) => !/^(__playwright|__pw)/.test(name)),
    };
  });
  expect(facts).toEqual({
    thrown: 'Error: out of range',
    doubled: 8,
    nested: [1, { two: 2 }],
    frozen: true,
    kinds: ['undefined', 'undefined', 'undefined', 'undefined'],
    extra: ['api', 'unsubscribe'],
  });
});

test('lets a sandboxed preload require no module of Node', async ({ page }) => {
  expect(await page.evaluate(() => (window as unknown as FixtureWindow).api.forbidden)).toContain(
    'module not found',
  );
});
