import { isDeepStrictEqual } from 'node:util';
import { createSingleFlight } from '../../async/single-flight.ts';
import type { Clock } from './clock.ts';

/** Milliseconds before expiry from which a token is refreshed, as in the SDK and the AWS CLI. */
const refreshMargin = 5 * 60_000;

/** A valid token, or why there is none. */
export type TokenResult<Token> =
  | { readonly kind: 'token'; readonly token: Token }
  | { readonly kind: 'never-signed-in' }
  /** `cause` is the error of the refresh, if there was one. */
  | { readonly kind: 'expired'; readonly cause?: unknown };

interface Ports<Token> {
  readonly clock: Clock;
  readonly readFile: (session: string) => Promise<Token | undefined>;
  readonly writeFile: (session: string, token: Token) => Promise<void>;
  /** Milliseconds since 1970. */
  readonly getExpiry: (token: Token) => number;
  /** Called after each refresh; `error` is the reason if the file was not written. */
  readonly onSave: (session: string, error?: unknown) => void;
}

interface Refresh<Token> {
  /** What requests a new token; undefined for a token that cannot be refreshed. */
  readonly prepare: (token: Token) => (() => Promise<Token>) | undefined;
  /** Whether this error of the request ends the session, even before the token expires. */
  readonly isFinal?: (error: unknown) => boolean;
  readonly signal: AbortSignal;
}

/** A refreshed token whose file could not be written. */
interface UnsavedToken<Token> {
  readonly token: Token;
  /** The token in the file, which it replaces. */
  readonly replaced: Token | undefined;
}

/**
 * The tokens of sessions in their files, which are refreshed before they expire. A token whose file cannot be written
 * remains in memory until the file changes: a sign-out, or a sign-in as another user, ends its use.
 */
export interface RenewedTokens<Token> {
  get(session: string, refresh: Refresh<Token>): Promise<TokenResult<Token>>;
}

/** Creates the tokens. Concurrent calls for a session share one refresh, which the first call's signal can abort. */
export function createRenewedTokens<Token>(ports: Ports<Token>): RenewedTokens<Token> {
  const { clock, readFile, writeFile, getExpiry, onSave } = ports;
  // Concurrent callers share one refresh: a refresh token can be used once.
  const refreshOnce = createSingleFlight<TokenResult<Token>>();
  const unsavedTokens = new Map<string, UnsavedToken<Token>>();

  /** The token to use, of the one in the file and the unsaved one. */
  const choose = (session: string, saved: Token | undefined): Token | undefined => {
    const unsaved = unsavedTokens.get(session);
    if (!unsaved) return saved;
    if (isDeepStrictEqual(saved, unsaved.replaced)) return unsaved.token;
    unsavedTokens.delete(session);
    return saved;
  };

  const save = async (session: string, token: Token, replaced: Token | undefined): Promise<void> => {
    try {
      await writeFile(session, token);
    } catch (error) {
      unsavedTokens.set(session, { token, replaced });
      onSave(session, error);
      return;
    }
    unsavedTokens.delete(session);
    onSave(session);
  };

  const timeLeft = (token: Token): number => getExpiry(token) - clock.now();

  const toResult = (token: Token, cause?: unknown): TokenResult<Token> =>
    timeLeft(token) > 0
      ? { kind: 'token', token }
      : { kind: 'expired', ...(cause !== undefined && { cause }) };

  const renew = async (session: string, refresh: Refresh<Token>): Promise<TokenResult<Token>> => {
    const { prepare, isFinal, signal } = refresh;
    // Read again: another program can refresh the token at the same time.
    const saved = await readFile(session);
    const token = choose(session, saved);
    if (!token) return { kind: 'never-signed-in' };
    const send = prepare(token);
    if (timeLeft(token) > refreshMargin || !send) return toResult(token);
    const [refreshed, cause] = await send().then(
      (issued) => [issued, undefined] as const,
      (error: unknown) => [undefined, error] as const,
    );
    if (!refreshed) signal.throwIfAborted();
    const current = await readFile(session);
    // A sign-out, a sign-in as another user or another program's refresh: the file has priority, and is not written over.
    if (!isDeepStrictEqual(current, saved))
      return current ? toResult(current, cause) : { kind: 'never-signed-in' };
    if (refreshed) {
      await save(session, refreshed, saved);
      return { kind: 'token', token: refreshed };
    }
    return isFinal?.(cause) ? { kind: 'expired', cause } : toResult(token, cause);
  };

  return {
    async get(session, refresh) {
      const token = choose(session, await readFile(session));
      if (!token) return { kind: 'never-signed-in' };
      if (timeLeft(token) > refreshMargin || !refresh.prepare(token)) return toResult(token);
      return refreshOnce(session, () => renew(session, refresh));
    },
  };
}
