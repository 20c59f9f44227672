import { randomUUID } from 'node:crypto';
import type { SignInSource } from '../../../../shared/models/profile.ts';
import type { SignIn, SignInMethod, SignInState } from '../../../../shared/models/sign-in.ts';
import { isSigningIn } from '../../../../shared/models/sign-in.ts';
import { toErrorData } from '../../errors/to-error-data.ts';
import type { Network } from '../network/network.ts';
import { readCachedToken } from '../profiles/cached-tokens.ts';
import { commandLine, runAwsCli } from './aws-cli.ts';
import type { ClientRegistrations } from './client-registrations.ts';
import type { Clock } from './clock.ts';
import type { SignInPage } from './sign-in-page.ts';
import type { SignInTarget, SsoSession } from './sign-in-target.ts';
import { findCredentialSource } from './sign-in-target.ts';
import type { SignInPrompt } from './sso-sign-in-context.ts';
import { selectMethod, signInToSso } from './sso-sign-in.ts';
import type { Environment } from '../profiles/profile-files.ts';

/** One sign-in, from its start to its end. */
export interface SignInRun {
  /** As it stands now. */
  read(): SignIn;
  /** The page that it opens; undefined before there is one, without one, and once it is over. */
  page(): SignInPage | undefined;
  /** Nothing when it is over already. */
  cancel(): void;
  /** Settles when nothing of it runs any more: its port is free, its program has ended. Never rejects. */
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
  /** The profile that it was asked for; the target may be further down its chain. */
  readonly profile: string;
  readonly target: SignInTarget;
  readonly method: SignInMethod;
  /** Begins when this has settled. */
  readonly after: Promise<void> | undefined;
}

const shown = (invitation: SignInPrompt): SignInState => {
  const { page, expiresAt } = invitation;
  if (invitation.kind === 'browser') return { kind: 'browser', url: page.url, expiresAt };
  const { userCode, plainUrl } = invitation;
  return { kind: 'code', userCode, url: page.url, plainUrl, expiresAt };
};

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
    credentialSource: findCredentialSource(target),
    method: target.kind === 'sso' ? selectMethod(target.session, method) : method,
    state: { kind: 'starting' },
  };

  const moveTo = (state: SignInState): void => {
    if (!isSigningIn(signIn)) return;
    signIn = { ...signIn, state };
    send(signIn);
  };

  const showPrompt = (invitation: SignInPrompt): void => {
    page = invitation.page;
    moveTo(shown(invitation));
    // Where no browser opens, the address that is shown can be copied into one.
    void openPage(page).catch(() => undefined);
  };

  const runSsoSignIn = async (session: SsoSession): Promise<SignInState> => {
    const request = { session, profile: target.profile, method: signIn.method, signal, showPrompt };
    await signInToSso({ ...ports, ...request });
    const credentialSource = { kind: 'sso', session: session.name, legacy: session.legacy } as const;
    const kept = await readCachedToken(credentialSource, environment, clock.now());
    // When a session ends that renews its token, nobody is told.
    return { kind: 'done', until: kept?.renews === false ? kept.expiresAt : undefined };
  };

  const signInByProgram = async (region: string | undefined): Promise<SignInState> => {
    const command = { name: 'login', profile: target.profile, region } as const;
    moveTo({ kind: 'program', command: commandLine(command) });
    await runAwsCli(command, environment, signal);
    return { kind: 'done' };
  };

  const run = async (): Promise<void> => {
    await after;
    try {
      signal.throwIfAborted();
      const done = await (target.kind === 'sso'
        ? runSsoSignIn(target.session)
        : signInByProgram(target.region));
      onSignedIn(signIn.credentialSource, target);
      moveTo(done);
    } catch (error) {
      moveTo(signal.aborted ? { kind: 'cancelled' } : { kind: 'failed', error: toErrorData(error) });
    }
  };

  send(signIn);
  return {
    read: () => signIn,
    page: () => (isSigningIn(signIn) ? page : undefined),
    cancel() {
      moveTo({ kind: 'cancelled' });
      controller.abort();
    },
    ended: run(),
  };
}
