import { describe, expect, test } from 'vitest';
import { createRenewedTokens } from './renewed-tokens.ts';

interface Token {
  readonly user: string;
  /** Minutes. */
  readonly expiresAt: number;
}

const minute = 60_000;
const eva: Token = { user: 'eva', expiresAt: 1 };
const refreshedEva: Token = { user: 'eva', expiresAt: 480 };
const ben: Token = { user: 'ben', expiresAt: 60 };
const { signal } = new AbortController();

/** A token file in memory, of which `canWrite` says whether it can be replaced. */
function openFile({ canWrite = true } = {}) {
  const file: { token: Token | undefined; canWrite: boolean } = { token: eva, canWrite };
  const tokens = createRenewedTokens<Token>({
    clock: { now: () => 0, wait: () => Promise.resolve() },
    readFile: async () => file.token,
    async writeFile(_, token) {
      if (!file.canWrite) throw new Error('The disk is full.');
      file.token = token;
    },
    getExpiry: ({ expiresAt }) => expiresAt * minute,
    onSave: () => undefined,
  });
  const get = (send: () => Promise<Token>) => tokens.get('corp', { prepare: () => send, signal });
  return { file, get };
}

const refuse = (): Promise<Token> => Promise.reject(new Error('AWS refuses the refresh.'));

test('uses a refreshed token that cannot be saved as long as the file has the token that it replaces', async () => {
  const { file, get } = openFile({ canWrite: false });
  for (const send of [async () => refreshedEva, refuse])
    expect(await get(send)).toEqual({ kind: 'token', token: refreshedEva });
  file.token = ben;
  expect(await get(refuse)).toEqual({ kind: 'token', token: ben });
  // The unsaved token of the former user is not used again.
  file.token = eva;
  expect(await get(refuse)).toMatchObject({ kind: 'token', token: eva });
});

test('does not use a refreshed token that cannot be saved after a sign-out', async () => {
  const { file, get } = openFile({ canWrite: false });
  expect(await get(async () => refreshedEva)).toEqual({ kind: 'token', token: refreshedEva });
  file.token = undefined;
  expect(await get(refuse)).toEqual({ kind: 'never-signed-in' });
});

describe.each([
  ['succeeds', async () => refreshedEva],
  ['fails', refuse],
])('a refresh that %s', (_, end) => {
  test('does not replace the sign-in of another user in the meantime', async () => {
    const { file, get } = openFile();
    const result = await get(() => {
      file.token = ben;
      return end();
    });
    expect(result).toEqual({ kind: 'token', token: ben });
    expect(file.token).toEqual(ben);
  });

  test('does not undo a sign-out in the meantime', async () => {
    const { file, get } = openFile();
    const result = await get(() => {
      file.token = undefined;
      return end();
    });
    expect(result).toEqual({ kind: 'never-signed-in' });
    expect(file.token).toBeUndefined();
  });
});
