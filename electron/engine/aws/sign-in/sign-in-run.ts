import { randomUUID } from 'node:crypto';
import type { SignInSource } from '../../../../shared/models/profile.ts';
import type { SignIn, SignInMethod, SignInState } from '../../../../shared/models/sign-in.ts';
import { isSigningIn } from '../../../../shared/models/sign-in.ts';
import { toErrorData } from '../../errors/to-error-data.ts';
import type { Network } from '../network/network.ts';
import { readCachedToken } from '../profiles/cached-tokens.ts';
import { formatCommand, runAwsCli } from './aws-cli.ts';
import type { ClientRegistrations } from './client-registrations.ts';
import type { Clock } from './clock.ts';
import type { SignInPage } from './sign-in-page.ts';
import type { SignInTarget, SsoSession } from './sign-in-target.ts';
import { toSignInSource } from './sign-in-target.ts';
import type { SignInPrompt } from './sso-sign-in-context.ts';
import { selectMethod, signInToSso } from './sso-sign-in.ts';
import type { Environment } from '../profiles/profile-files.ts';

/** One sign-in, from its start to its end. */
export interface SignInRun {
  /** The current state. */
  read(): SignIn;
  /** The page for the browser; undefined before there is one, for a program, and after the end. */
  page(): SignInPage | undefined;
  /** Has no effect after the end. */
  cancel(): void;
  /** Resolves when the port is released and the program has ended. Never rejects. */
  readonly ended: Promise<void>;
}

export interface SignInRunPorts {
  readonly environment: Environment;
  readonly network: Network;
  readonly registrations: ClientRegistrations;
  readonly clock: Clock;
  readonly openPage: (page: SignInPage) => Promise<void>;
  readonly send: (signIn: SignIn) => void;
  readonly onSignedIn: (credentialSource: SignInSource, target: SignInTarget) => void;
}

interface SignInRequest {
  /** The profile that the user chose; the target can belong to a source profile in its chain. */
  readonly profile: string;
  readonly target: SignInTarget;
  readonly method: SignInMethod;
  /** The sign-in starts when this promise resolves. */
  readonly after: Promise<void> | undefined;
}

const toState = (prompt: SignInPrompt): SignInState => {
  const { page, expiresAt } = prompt;
  if (prompt.kind === 'browser') return { kind: 'browser', url: page.url, expiresAt };
  const { userCode, plainUrl } = prompt;
  return { kind: 'code', userCode, url: page.url, plainUrl, expiresAt };
};

/** Starts a sign-in, and sends its first state before it returns. `method` has no effect on a legacy session. */
export function startSignIn(
  { profile, target, method, after }: SignInRequest,
  ports: SignInRunPorts,
): SignInRun {
  const { environment, clock, openPage, send, onSignedIn } = ports;
  const controller = new AbortController();
  const { signal } = controller;
  let page: SignInPage | undefined;
  let signIn: SignIn = {
    id: randomUUID(),
    profile,
    credentialSource: toSignInSource(target),
    method: target.kind === 'sso' ? selectMethod(target.session, method) : method,
    state: { kind: 'starting' },
  };

  const setState = (state: SignInState): void => {
    if (!isSigningIn(signIn)) return;
    signIn = { ...signIn, state };
    send(signIn);
  };

  const showPrompt = (prompt: SignInPrompt): void => {
    page = prompt.page;
    setState(toState(prompt));
    // If no browser opens, the user can copy the displayed address.
    void openPage(page).catch(() => undefined);
  };

  const runSsoSignIn = async (session: SsoSession): Promise<SignInState> => {
    const request = { session, profile: target.profile, method: signIn.method, signal, showPrompt };
    await signInToSso({ ...ports, ...request });
    const credentialSource = { kind: 'sso', session: session.name, legacy: session.legacy } as const;
    const cached = await readCachedToken(credentialSource, environment, clock.now());
    // The end of a session whose token is refreshed is unknown.
    return { kind: 'done', until: cached?.renews === false ? cached.expiresAt : undefined };
  };

  const signInWithAwsCli = async (region: string | undefined): Promise<SignInState> => {
    const command = { name: 'login', profile: target.profile, region } as const;
    setState({ kind: 'program', command: formatCommand(command) });
    await runAwsCli(command, environment, signal);
    return { kind: 'done' };
  };

  const run = async (): Promise<void> => {
    await after;
    try {
      signal.throwIfAborted();
      const done = await (target.kind === 'sso'
        ? runSsoSignIn(target.session)
        : signInWithAwsCli(target.region));
      onSignedIn(signIn.credentialSource, target);
      setState(done);
    } catch (error) {
      setState(signal.aborted ? { kind: 'cancelled' } : { kind: 'failed', error: toErrorData(error) });
    }
  };

  send(signIn);
  return {
    read: () => signIn,
    page: () => (isSigningIn(signIn) ? page : undefined),
    cancel() {
      setState({ kind: 'cancelled' });
      controller.abort();
    },
    ended: run(),
  };
}
