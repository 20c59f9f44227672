import type { SignInSource } from '../../../../shared/models/profile.ts';
import { getSessionKey } from '../../../../shared/models/profile.ts';
import type { SignIn, SignInMethod } from '../../../../shared/models/sign-in.ts';
import { EngineError } from '../../errors/engine-error.ts';
import { parseProfileFiles } from '../profiles/profile-catalog.ts';
import { readProfileFiles } from '../profiles/profile-files.ts';
import type { AccountNames } from './account-names.ts';
import { runAwsCli } from './aws-cli.ts';
import { createClientRegistrations } from './client-registrations.ts';
import type { Clock } from './clock.ts';
import { systemClock } from './clock.ts';
import type { SignInRun, SignInRunPorts } from './sign-in-run.ts';
import { startSignIn } from './sign-in-run.ts';
import type { SignInTarget } from './sign-in-target.ts';
import { findCredentialSource, findSignInTarget } from './sign-in-target.ts';
import { signOut } from './sign-out.ts';

/** The sign-ins of this run of the app: one at a time for each session. */
export interface SignIns {
  /** Those under way, and the last one of each session. */
  list(): readonly SignIn[];
  /**
   * Starts what the profile's chain needs, in place of one under way for the same session, and opens its page.
   * @throws EngineError `profile-unusable` when the profile takes no sign-in.
   */
  start(profile: string, method: SignInMethod): Promise<SignIn>;
  /** Nothing when it is over already. */
  cancel(id: string): void;
  /** @throws EngineError when it is over, or has no page. */
  openPage(id: string): Promise<void>;
  /** Ends the session behind the profile. @throws EngineError when AWS could not be told. */
  signOut(profile: string): Promise<void>;
  /** A person chose this profile: where somebody is signed in to its session, its accounts get their names. */
  chosen(profile: string): Promise<void>;
  /** Cancels all; resolves when every port is free and every program has ended. */
  close(): Promise<void>;
}

export interface SignInsPorts extends Pick<SignInRunPorts, 'environment' | 'network' | 'send'> {
  readonly accountNames: AccountNames;
  /** Opens a page in the person's own browser; called on `start` and `openPage` alone. */
  readonly openPage: SignInRunPorts['openPage'];
  /** Credentials of the session can be had again. */
  readonly onSignedIn: (credentialSource: SignInSource) => void;
  /** Credentials of the session are good no longer than AWS lets them. */
  readonly onSignedOut: (credentialSource: SignInSource) => void;
  readonly clock?: Clock;
}

const isOver = (): EngineError =>
  new EngineError({
    code: 'invalid-input',
    message: 'This sign-in has no page to open. Start it again.',
    retryable: false,
    action: 'sign-in',
  });

export function createSignIns(ports: SignInsPorts): SignIns {
  const { environment, network, accountNames, openPage, onSignedIn, onSignedOut } = ports;
  const clock = ports.clock ?? systemClock;
  const runs = new Map<string, SignInRun>();
  const closing = new AbortController();

  const runPorts: SignInRunPorts = {
    ...ports,
    clock,
    registrations: createClientRegistrations(clock),
    onSignedIn(credentialSource, target) {
      onSignedIn(credentialSource);
      if (target.kind === 'sso') void accountNames.learn(target.session, closing.signal);
    },
  };

  const targetOf = async (profile: string): Promise<SignInTarget> => {
    return findSignInTarget(profile, parseProfileFiles(await readProfileFiles(environment)));
  };

  const withId = (id: string): SignInRun | undefined =>
    [...runs.values()].find((run) => run.read().id === id);

  return {
    list: () => [...runs.values()].map((run) => run.read()),

    async start(profile, method) {
      const target = await targetOf(profile);
      const session = getSessionKey(findCredentialSource(target));
      const previous = runs.get(session);
      previous?.cancel();
      const run = startSignIn({ profile, target, method, after: previous?.ended }, runPorts);
      runs.set(session, run);
      return run.read();
    },

    cancel: (id) => withId(id)?.cancel(),

    async openPage(id) {
      const page = withId(id)?.page();
      if (!page) throw isOver();
      await openPage(page);
    },

    async signOut(profile) {
      const target = await targetOf(profile);
      const credentialSource = findCredentialSource(target);
      const run = runs.get(getSessionKey(credentialSource));
      runs.delete(getSessionKey(credentialSource));
      run?.cancel();
      await run?.ended;
      try {
        if (target.kind === 'sso') await signOut(environment, network, target.session, closing.signal);
        else await runAwsCli({ ...target, name: 'logout' }, environment, closing.signal);
      } finally {
        onSignedOut(credentialSource);
      }
    },

    async chosen(profile) {
      const target = await targetOf(profile).catch(() => undefined);
      if (target?.kind === 'sso') await accountNames.learnOnce(target.session, closing.signal);
    },

    async close() {
      closing.abort();
      const all = [...runs.values()];
      for (const run of all) run.cancel();
      await Promise.all(all.map(({ ended }) => ended));
    },
  };
}
