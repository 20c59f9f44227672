import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SignInSource } from '../../../shared/models/profile.ts';
import type { SignIn, SignInState } from '../../../shared/models/sign-in.ts';
import type { LocalEcr } from '../../local-ecr/local-ecr.ts';
import { startSample } from '../../local-ecr/testing/sample-registry.ts';
import { createDirectNetwork } from '../../engine/aws/network/direct-network.ts';
import type { Network } from '../../engine/aws/network/network.ts';
import { defaultTimeouts } from '../../engine/aws/network/timeouts.ts';
import type { AccountNames } from '../../engine/aws/sign-in/account-names.ts';
import { createAccountNames } from '../../engine/aws/sign-in/account-names.ts';
import type { Clock } from '../../engine/aws/sign-in/clock.ts';
import { systemClock } from '../../engine/aws/sign-in/clock.ts';
import type { SignInPage } from '../../engine/aws/sign-in/sign-in-page.ts';
import type { SignIns } from '../../engine/aws/sign-in/sign-ins.ts';
import { createSignIns } from '../../engine/aws/sign-in/sign-ins.ts';
import { ssoTokenPath } from '../../engine/aws/sign-in/sso-token-cache.ts';

export const startUrl = 'https://corp.awsapps.com/start';

/** An account with a name and a permission set of the user's. */
export const account = { id: '111111111111', name: 'Build', role: 'Release' };

export const startIdentityCenter = (): Promise<LocalEcr> =>
  startSample({
    accounts: [{ id: account.id, name: account.name, principals: [] }],
    identityCenters: [
      {
        startUrl,
        users: [{ name: 'eva', assignments: [{ accountId: account.id, roleName: account.role }] }],
      },
    ],
  });

interface Person {
  readonly config: string;
  readonly network?: Network;
  readonly clock?: Clock;
  readonly path?: string;
  /** What their browser does with a page; it only keeps it when left out. */
  readonly browse?: (url: string) => Promise<unknown>;
}

/** A person's home, with sign-ins and all that they told. */
export interface SignInFixture {
  readonly home: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly signIns: SignIns;
  readonly accountNames: AccountNames;
  readonly updates: SignIn[];
  readonly opened: SignInPage[];
  readonly signedIn: SignInSource[];
  readonly signedOut: SignInSource[];
  /** The first update of this kind, of this sign-in, past or to come. */
  readonly until: <Kind extends SignInState['kind']>(
    id: string,
    kind: Kind,
  ) => Promise<Extract<SignInState, { kind: Kind }>>;
  /** Resolves when names of accounts have become known. */
  readonly named: Promise<void>;
  readonly tokenFile: (session: string) => Promise<string>;
  close(): Promise<void>;
}

const isOfKind = <Kind extends SignInState['kind']>(
  state: SignInState,
  kind: Kind,
): state is Extract<SignInState, { kind: Kind }> => state.kind === kind;

export async function createSignInFixture(person: Person): Promise<SignInFixture> {
  const { config, network = createDirectNetwork(defaultTimeouts), clock = systemClock } = person;
  const home = await mkdtemp(join(tmpdir(), 'sign-in-'));
  await mkdir(join(home, '.aws'));
  await writeFile(join(home, '.aws', 'config'), config);
  const environment = { HOME: home, PATH: person.path ?? '/nowhere' };
  const updates: SignIn[] = [];
  const opened: SignInPage[] = [];
  const signedIn: SignInSource[] = [];
  const signedOut: SignInSource[] = [];
  const listeners = new Set<() => void>();
  const { promise: named, resolve: changed } = Promise.withResolvers<void>();
  const accountNames = createAccountNames({ environment, network, changed });
  const signIns = createSignIns({
    environment,
    network,
    accountNames,
    clock,
    async openPage(page) {
      opened.push(page);
      await person.browse?.(page.url);
    },
    send(signIn) {
      updates.push(signIn);
      for (const look of listeners) look();
    },
    onSignedIn: (credentialSource) => signedIn.push(credentialSource),
    onSignedOut: (credentialSource) => signedOut.push(credentialSource),
  });

  return {
    home,
    environment,
    signIns,
    accountNames,
    updates,
    opened,
    signedIn,
    signedOut,
    named,
    until: (id, kind) =>
      new Promise((resolve, reject) => {
        const look = (): void => {
          const states = updates.filter((update) => update.id === id).map(({ state }) => state);
          const found = states.find((state) => isOfKind(state, kind));
          const failed = states.find((state) => isOfKind(state, 'failed'));
          if (!found && !failed) return;
          listeners.delete(look);
          if (found && isOfKind(found, kind)) resolve(found);
          else reject(new Error(JSON.stringify(failed)));
        };
        listeners.add(look);
        look();
      }),
    tokenFile: (session) => readFile(ssoTokenPath(environment, session), 'utf8'),
    async close() {
      await signIns.close();
      await rm(home, { recursive: true, maxRetries: 5 });
    },
  };
}
