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
import { toSignInSource, findSignInTarget } from './sign-in-target.ts';
import { signOut } from './sign-out.ts';

/** The sign-ins of this process: at most one in progress for each session. */
export interface SignIns {
  /** The current or last sign-in of each session. */
  list(): readonly SignIn[];
  /**
   * Starts the sign-in that the profile requires and opens its page. Replaces a sign-in in progress for the same session.
   * @throws EngineError `profile-unusable` when the profile requires no sign-in.
   */
  start(profile: string, method: SignInMethod): Promise<SignIn>;
  /** Has no effect after the end of the sign-in. */
  cancel(id: string): void;
  /** @throws EngineError when the sign-in has ended, or has no page. */
  openPage(id: string): Promise<void>;
  /** Ends the session of the profile. @throws EngineError when AWS cannot be reached. */
  signOut(profile: string): Promise<void>;
  /** Requests the account names of the session of a profile that the user selected, if it has a valid token. */
  onProfileSelected(profile: string): Promise<void>;
  /** Cancels all sign-ins; resolves when every port is released and every program has ended. */
  close(): Promise<void>;
}

export interface SignInsPorts extends Pick<SignInRunPorts, 'environment' | 'network' | 'send'> {
  readonly accountNames: AccountNames;
  /** Opens a page in the user's browser; called only by `start` and `openPage`. */
  readonly openPage: SignInRunPorts['openPage'];
  readonly onSignedIn: (credentialSource: SignInSource) => void;
  /** Credentials that were issued before remain valid until they expire. */
  readonly onSignedOut: (credentialSource: SignInSource) => void;
  readonly clock?: Clock;
}

const createNoPageError = (): EngineError =>
  new EngineError({
    code: 'invalid-input',
    message: 'This sign-in has no page to open. Start it again.',
    retryable: false,
    action: 'sign-in',
  });

/** Creates an empty list of sign-ins, which share the registrations of this app until the process ends. */
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
      if (target.kind === 'sso') void accountNames.fetch(target.session, closing.signal);
    },
  };

  const findTarget = async (profile: string): Promise<SignInTarget> =>
    findSignInTarget(profile, parseProfileFiles(await readProfileFiles(environment)));

  const findRun = (id: string): SignInRun | undefined =>
    [...runs.values()].find((run) => run.read().id === id);

  return {
    list: () => [...runs.values()].map((run) => run.read()),

    async start(profile, method) {
      const target = await findTarget(profile);
      const session = getSessionKey(toSignInSource(target));
      const previous = runs.get(session);
      previous?.cancel();
      const run = startSignIn({ profile, target, method, after: previous?.ended }, runPorts);
      runs.set(session, run);
      return run.read();
    },

    cancel: (id) => findRun(id)?.cancel(),

    async openPage(id) {
      const page = findRun(id)?.page();
      if (!page) throw createNoPageError();
      await openPage(page);
    },

    async signOut(profile) {
      const target = await findTarget(profile);
      const credentialSource = toSignInSource(target);
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

    async onProfileSelected(profile) {
      const target = await findTarget(profile).catch(() => undefined);
      if (target?.kind === 'sso') await accountNames.fetchOnce(target.session, closing.signal);
    },

    async close() {
      closing.abort();
      const all = [...runs.values()];
      for (const run of all) run.cancel();
      await Promise.all(all.map(({ ended }) => ended));
    },
  };
}
