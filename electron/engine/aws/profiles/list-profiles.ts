import { access } from 'node:fs/promises';
import type { ProfileListing, ProfileSummary } from '../../../../shared/models/profile.ts';
import type { AssumedRole } from './assumed-role.ts';
import { withAssumedRoles } from './assumed-role.ts';
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

/** Facts about profiles that the running app has learned besides the files. */
export interface RuntimeFacts extends Pick<ProfileFacts, 'cached' | 'refused'> {
  /** Account names by account id, as far as sign-ins have reported them. */
  readonly accountNames: ReadonlyMap<string, string>;
  /** Sentences about renewed tokens that could not be saved, by `sessionKey`. */
  readonly unsaved: ReadonlyMap<string, string>;
}

const noFacts: RuntimeFacts = {
  cached: new Map(),
  refused: new Set(),
  accountNames: new Map(),
  unsaved: new Map(),
};

/** Both files and the profiles that they and the environment define. */
export interface LoadedProfiles {
  readonly files: readonly [config: ProfileFileText, credentials: ProfileFileText];
  readonly catalog: ProfileCatalog;
}

/** Reads both files. @param roles of this process, which have a profile each. */
export async function readProfiles(
  environment: Environment,
  roles: readonly AssumedRole[] = [],
): Promise<LoadedProfiles> {
  const files = await readProfileFiles(environment);
  const catalog = withEnvironmentProfile(parseProfileFiles(files), environment);
  return { files, catalog: withAssumedRoles(catalog, roles, environment) };
}

function findSessions(catalog: ProfileCatalog): readonly SignInSession[] {
  const sources = [...catalog.profiles.values()].map((entry) => findCredentialSource(entry, catalog));
  const sessions = sources.filter((each) => each.kind === 'sso' || each.kind === 'login');
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
    findSessions(catalog).map(async (session) => {
      const file = await readCachedTokenFile(session, environment, now);
      const key = sessionKey(session);
      if (file.kind === 'token') tokens.set(key, file.token);
      if (file.kind === 'unusable')
        tokenProblems.set(key, describeTokenProblem(session, environment, file.problem));
    }),
  );
  return { tokens, tokenProblems };
}

async function findMissingTokenFiles(catalog: ProfileCatalog): Promise<ReadonlySet<string>> {
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

/** Only a request finds out whether this computer is an EC2 instance, so that source is never listed. */
function findMachineSources(environment: Environment): ReadonlySet<MachineSource> {
  const isContainer =
    environment['AWS_CONTAINER_CREDENTIALS_RELATIVE_URI'] ||
    environment['AWS_CONTAINER_CREDENTIALS_FULL_URI'];
  return new Set([
    ...(environment['AWS_ACCESS_KEY_ID'] ? (['Environment'] as const) : []),
    ...(isContainer ? (['EcsContainer'] as const) : []),
  ]);
}

/** Reads the facts that the states of profiles depend on, besides the files' values. */
export async function gatherFacts(
  { files: [config, credentials], catalog }: LoadedProfiles,
  environment: Environment,
  { cached, refused, unsaved }: Pick<RuntimeFacts, 'cached' | 'refused' | 'unsaved'>,
): Promise<ProfileFacts> {
  const now = Date.now();
  const { tokens, tokenProblems } = await readTokens(catalog, environment, now);
  return {
    now,
    cached,
    refused,
    tokens,
    tokenProblems: new Map([...tokenProblems, ...unsaved]),
    machineSources: findMachineSources(environment),
    missingTokenFiles: await findMissingTokenFiles(catalog),
    changedAt: { config: config.changedAt, credentials: credentials.changedAt },
  };
}

async function createSummaryContext(
  loaded: LoadedProfiles,
  environment: Environment,
  runtimeFacts: RuntimeFacts,
): Promise<SummaryContext> {
  const [config, credentials] = loaded.files;
  return {
    catalog: loaded.catalog,
    paths: { config: config.path, credentials: credentials.path },
    facts: await gatherFacts(loaded, environment, runtimeFacts),
    accountNames: runtimeFacts.accountNames,
  };
}

/**
 * Lists every profile of the two files in their order, and the access keys of the environment. It only reads the AWS
 * files and the token files of sign-ins.
 */
export async function listProfiles(
  environment: Environment,
  facts: RuntimeFacts = noFacts,
): Promise<Omit<ProfileListing, 'demo'>> {
  const loaded = await readProfiles(environment);
  const context = await createSummaryContext(loaded, environment, facts);
  return {
    files: loaded.files.map(({ path, fileKind, state }) => ({ path, fileKind, state })),
    profiles: [...loaded.catalog.profiles.values()]
      .filter((entry) => !isNamedIdentity(entry))
      .map((entry) => summarizeProfile(entry, context)),
  };
}

/** Finds a profile of the list, or an identity that is named without a file; undefined when there is none. */
export async function findProfile(
  environment: Environment,
  name: string,
): Promise<ProfileSummary | undefined> {
  const loaded = await readProfiles(environment);
  const entry = loaded.catalog.profiles.get(name);
  return entry && summarizeProfile(entry, await createSummaryContext(loaded, environment, noFacts));
}
