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

/**
 * The tokens of sessions in their files, which are refreshed before they expire. A token whose file cannot be written
 * remains in memory.
 */
export interface RenewedTokens<Token> {
  get(session: string, refresh: Refresh<Token>): Promise<TokenResult<Token>>;
}

/** Creates the tokens. Concurrent calls for a session share one refresh, which the first call's signal can abort. */
export function createRenewedTokens<Token>(ports: Ports<Token>): RenewedTokens<Token> {
  const { clock, readFile, writeFile, getExpiry, onSave } = ports;
  // Concurrent callers share one refresh: a refresh token can be used once.
  const refreshOnce = createSingleFlight<TokenResult<Token>>();
  const unsavedTokens = new Map<string, Token>();

  const read = async (session: string): Promise<Token | undefined> => {
    const saved = await readFile(session);
    const unsaved = unsavedTokens.get(session);
    return unsaved && (!saved || getExpiry(saved) < getExpiry(unsaved)) ? unsaved : saved;
  };

  const save = async (session: string, token: Token): Promise<void> => {
    try {
      await writeFile(session, token);
    } catch (error) {
      unsavedTokens.set(session, token);
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
    const token = await read(session);
    if (!token) return { kind: 'never-signed-in' };
    const send = prepare(token);
    if (timeLeft(token) > refreshMargin || !send) return toResult(token);
    try {
      const refreshed = await send();
      await save(session, refreshed);
      return { kind: 'token', token: refreshed };
    } catch (error) {
      signal.throwIfAborted();
      if (isFinal?.(error)) return { kind: 'expired', cause: error };
      const current = await read(session);
      return toResult(current && getExpiry(current) > getExpiry(token) ? current : token, error);
    }
  };

  return {
    async get(session, refresh) {
      const token = await read(session);
      if (!token) return { kind: 'never-signed-in' };
      if (timeLeft(token) > refreshMargin || !refresh.prepare(token)) return toResult(token);
      return refreshOnce(session, () => renew(session, refresh));
    },
  };
}
