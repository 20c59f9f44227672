import { expect, test } from 'vitest';
import { sendFirstRequests } from './first-requests.ts';

/** Answers each request with its number, or fails those of these numbers. */
function startPage(failing: ReadonlySet<number> = new Set()) {
  const names: string[] = [];
  const requests = sendFirstRequests(async (name) => {
    const number = names.push(name);
    await Promise.resolve();
    return failing.has(number) ? { ok: false, error: number } : { ok: true, value: number };
  });
  return { names, ...requests };
}

test('uses an answer once', async () => {
  const { names, invoke } = startPage();
  expect(names).toEqual(['settings.read', 'profiles.list']);
  expect(await invoke('profiles.list', undefined)).toEqual({ ok: true, value: 2 });
  expect(await invoke('profiles.list', undefined)).toEqual({ ok: true, value: 3 });
  expect(names).toEqual(['settings.read', 'profiles.list', 'profiles.list']);
});

test('uses an answer for one of two requests at once', async () => {
  const { invoke } = startPage();
  const both = [invoke('settings.read', undefined), invoke('settings.read', undefined)];
  expect(await Promise.all(both)).toEqual([
    { ok: true, value: 1 },
    { ok: true, value: 3 },
  ]);
});

test('sends other requests', async () => {
  const { names, invoke } = startPage();
  expect(await invoke('transfers.list', undefined)).toEqual({ ok: true, value: 3 });
  expect(names.at(-1)).toBe('transfers.list');
});

test('requests again after an error', async () => {
  const { invoke } = startPage(new Set([1]));
  expect(await invoke('settings.read', undefined)).toEqual({ ok: true, value: 3 });
});

test.each([
  ['before the page requests it', false],
  ['while the page waits for it', true],
])('requests again what an event changed %s', async (_when, isWaiting) => {
  const { invoke, onEvent } = startPage();
  const early = isWaiting ? invoke('settings.read', undefined) : undefined;
  onEvent('settings.changed');
  expect(await (early ?? invoke('settings.read', undefined))).toEqual({ ok: true, value: 3 });
  expect(await invoke('profiles.list', undefined)).toEqual({ ok: true, value: 2 });
});
