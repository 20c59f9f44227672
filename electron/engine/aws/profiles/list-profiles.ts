import { access } from 'node:fs/promises';
import type { ProfileListing, ProfileSummary } from '../../../../shared/models/profile.ts';
import type { CachedToken, SignInSession } from './cached-tokens.ts';
import { describeTokenProblem, readCachedTokenFile, sessionKey } from './cached-tokens.ts';
import type { MachineSource } from './credential-source.ts';
import { findCredentialSource } from './credential-source.ts';
import { isNamedIdentity, withEnvironmentProfile } from './environment-profile.ts';
import type { ProfileCatalog } from './profile-catalog.ts';
import { parseProfileFiles } from './profile-catalog.ts';
import type { Environment, ProfileFileText } from './profile-files.ts';
import { readProfileFiles } from './profile-files.ts';
import type { ProfileFacts } from './profile-state.ts';
import type { SummaryContext } from './summarize-profile.ts';
import { summarizeProfile } from './summarize-profile.ts';

/** What the running app knows of profiles besides their files. */
export interface RuntimeFacts extends Pick<ProfileFacts, 'held' | 'refused'> {
  /** Names of accounts, where a sign-in has told them. */
  readonly accountNames: ReadonlyMap<string, string>;
  /** What to say of renewed tokens that could not be saved, by `sessionKey`. */
  readonly unsaved: ReadonlyMap<string, string>;
}

const unknownAwsError: RuntimeFacts = {
  held: new Map(),
  refused: new Set(),
  accountNames: new Map(),
  unsaved: new Map(),
};

/** Both files and what they define, the environment's keys included. */
export interface LoadedProfiles {
  readonly files: readonly [config: ProfileFileText, credentials: ProfileFileText];
  readonly catalog: ProfileCatalog;
}

/** Reads both files afresh. */
export async function readProfiles(environment: Environment): Promise<LoadedProfiles> {
  const files = await readProfileFiles(environment);
  return { files, catalog: withEnvironmentProfile(parseProfileFiles(files), environment) };
}

function sessionsOf(catalog: ProfileCatalog): readonly SignInSession[] {
  const credentialSource = [...catalog.profiles.values()].map((entry) =>
    findCredentialSource(entry, catalog),
  );
  const sessions = credentialSource.filter((each) => each.kind === 'sso' || each.kind === 'login');
  return [...new Map(sessions.map((session) => [sessionKey(session), session])).values()];
}

async function readTokens(
  catalog: ProfileCatalog,
  environment: Environment,
  now: number,
): Promise<Pick<ProfileFacts, 'tokens' | 'tokenProblems'>> {
  const tokens = new Map<string, CachedToken>();
  const tokenProblems = new Map<string, string>();
  await Promise.all(
    sessionsOf(catalog).map(async (session) => {
      const file = await readCachedTokenFile(session, environment, now);
      const key = sessionKey(session);
      if (file.kind === 'token') tokens.set(key, file.token);
      if (file.kind === 'unusable')
        tokenProblems.set(key, describeTokenProblem(session, environment, file.problem));
    }),
  );
  return { tokens, tokenProblems };
}

async function missingTokenFiles(catalog: ProfileCatalog): Promise<ReadonlySet<string>> {
  const paths = [...catalog.profiles.values()].flatMap((entry) => {
    const credentialSource = findCredentialSource(entry, catalog);
    return credentialSource.kind === 'web-identity' ? [credentialSource.tokenFile] : [];
  });
  const missing = paths.map((path) =>
    access(path).then(
      () => [],
      () => [path],
    ),
  );
  return new Set((await Promise.all(missing)).flat());
}

/** Told from the environment alone; whether this is an EC2 machine could only be found out by asking. */
function machineSources(environment: Environment): ReadonlySet<MachineSource> {
  const isContainer =
    environment['AWS_CONTAINER_CREDENTIALS_RELATIVE_URI'] ||
    environment['AWS_CONTAINER_CREDENTIALS_FULL_URI'];
  return new Set([
    ...(environment['AWS_ACCESS_KEY_ID'] ? (['Environment'] as const) : []),
    ...(isContainer ? (['EcsContainer'] as const) : []),
  ]);
}

/** All that tells how the profiles stand. */
export async function gatherFacts(
  { files: [config, credentials], catalog }: LoadedProfiles,
  environment: Environment,
  { held, refused, unsaved }: Pick<RuntimeFacts, 'held' | 'refused' | 'unsaved'>,
): Promise<ProfileFacts> {
  const now = Date.now();
  const { tokens, tokenProblems } = await readTokens(catalog, environment, now);
  return {
    now,
    held,
    refused,
    tokens,
    tokenProblems: new Map([...tokenProblems, ...unsaved]),
    machineSources: machineSources(environment),
    missingTokenFiles: await missingTokenFiles(catalog),
    changedAt: { config: config.changedAt, credentials: credentials.changedAt },
  };
}

async function summaryContext(
  read: LoadedProfiles,
  environment: Environment,
  facts: RuntimeFacts,
): Promise<SummaryContext> {
  const [config, credentials] = read.files;
  return {
    catalog: read.catalog,
    paths: { config: config.path, credentials: credentials.path },
    known: await gatherFacts(read, environment, facts),
    accountNames: facts.accountNames,
  };
}

/**
 * Every profile of the two files, in their order, and the keys of the environment. Reads files, those of sign-ins
 * included, and does nothing else.
 */
export async function listProfiles(
  environment: Environment,
  facts: RuntimeFacts = unknownAwsError,
): Promise<Omit<ProfileListing, 'demo'>> {
  const read = await readProfiles(environment);
  const context = await summaryContext(read, environment, facts);
  return {
    files: read.files.map(({ path, fileKind, state }) => ({ path, fileKind, state })),
    profiles: [...read.catalog.profiles.values()]
      .filter((entry) => !isNamedIdentity(entry))
      .map((entry) => summarizeProfile(entry, context)),
  };
}

/** One profile as the list has it, or an identity that is named without a file; undefined when there is none. */
export async function findProfile(
  environment: Environment,
  name: string,
): Promise<ProfileSummary | undefined> {
  const read = await readProfiles(environment);
  const entry = read.catalog.profiles.get(name);
  return entry && summarizeProfile(entry, await summaryContext(read, environment, unknownAwsError));
}
