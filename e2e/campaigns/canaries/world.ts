import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { LocalPrincipal } from '../../../electron/local-ecr/accounts/accounts.ts';
import type { LocalEcr } from '../../../electron/local-ecr/local-ecr.ts';
import { startLocalEcr } from '../../../electron/local-ecr/local-ecr.ts';
import {
  writeAwsHome,
  writeLoginCache,
  writeSsoCache,
} from '../../../electron/testing/aws-home/write-aws-home.ts';
import { digestsOnly } from '../../../electron/testing/digests-only.ts';
import { containerPath, startContainer } from './container.ts';
import { echoNames } from './echoes.ts';
import type { EchoingRelay } from './echoing-relay.ts';
import { startEchoingRelay } from './echoing-relay.ts';
import type { LeakSearch } from './leak-search.ts';
import { createLeakSearch } from './leak-search.ts';
import type { ProfileName } from './profile-kinds.ts';
import {
  account,
  fixtureProfiles,
  fixtureSessions,
  legacyStartUrl,
  region,
  startUrl,
} from './profile-kinds.ts';
import type { Programs } from './programs.ts';
import { writePrograms } from './programs.ts';
import { seedImages } from './seed-images.ts';

const secret = (): string => randomBytes(30).toString('base64');

const past = (): string => new Date(Date.now() - 60_000).toISOString();

/** A user's home with one profile of each kind, a local ECR, and an echoing relay between them. */
export interface CanaryWorld {
  readonly home: string;
  readonly ecr: LocalEcr;
  readonly relay: EchoingRelay;
  readonly programs: Programs;
  readonly environment: Readonly<Record<string, string>>;
  /** The two ways to give a container its token. */
  readonly containerTokens: readonly Readonly<Record<string, string | undefined>>[];
  /** The password that the user enters on the settings page. */
  readonly manualProxy: { readonly url: string; readonly userName: string; readonly password: string };
  /** The images to list and copy, each with a config of its own. */
  readonly digests: readonly string[];
  /** Searches for every secret of the files, of the environment and of the traffic. */
  readonly leaks: LeakSearch;
  /** Secrets in the traffic so far. */
  readonly secretsSeen: number;
  /**
   * Signs in again where the profile requires it, with tokens that expire immediately, and changes the profile, so that the
   * app clears its cached credentials.
   */
  signIn(profile: ProfileName): Promise<void>;
  close(): Promise<void>;
}

export async function startCanaryWorld(): Promise<CanaryWorld> {
  const home = await mkdtemp(join(tmpdir(), 'canaries-'));
  const leaks = createLeakSearch();
  const written = (text: string): string => {
    leaks.add(text);
    return text;
  };
  const principal = (name: string): LocalPrincipal => ({
    accessKeyId: `AKIA${name.toUpperCase().padEnd(16, '0')}`,
    secretAccessKey: written(secret()),
    arn: `arn:aws:iam::${account}:user/${name}`,
    mfaDevice: {
      serialNumber: `arn:aws:iam::${account}:mfa/${name}`,
      codes: Array.from({ length: 100_000 }, (_, index) => String(100_000 + index)),
    },
  });
  const [ana, ben, cleo] = [principal('ana'), principal('ben'), principal('cleo')];
  const webToken = written(`eyJ${randomBytes(90).toString('base64url')}`);
  const ecr = await startLocalEcr({
    accounts: [
      {
        id: account,
        principals: [ana, ben, cleo],
        roles: [
          { name: 'Release', trustedPrincipals: [account] },
          { name: 'Pipeline', webIdentityTokens: [webToken] },
        ],
      },
    ],
    regions: [region],
    // Uploads that are rejected midway are never completed, and their files stay open.
    blobs: digestsOnly,
    identityCenters: [startUrl, legacyStartUrl].map((url) => ({
      startUrl: url,
      users: [{ name: 'eva', assignments: [{ accountId: account, roleName: 'Developer' }] }],
    })),
  });
  // The user confirms each code immediately.
  ecr.identityCenter.lifetimes.pollInterval = 0;
  let secretsSeen = 0;
  const relay = await startEchoingRelay(ecr.endpoint, (text) => {
    secretsSeen += 1;
    leaks.add(text);
  });
  const repository = ecr.registry(account, region).createRepository('team/app');
  const digests = await seedImages(repository, echoNames.length);

  const printed = { Version: 1, AccessKeyId: ben.accessKeyId, SecretAccessKey: ben.secretAccessKey };
  const programs = await writePrograms(home, printed, written(secret()));
  const tokenFile = join(home, 'web-token');
  await writeFile(tokenFile, webToken);
  const issued = ecr.sessions.issue({
    accountId: account,
    arn: ana.arn,
    durationSeconds: 24 * 3_600,
    now: Date.now(),
  });
  [issued.secretAccessKey, issued.sessionToken].forEach(written);
  const profiles = fixtureProfiles({ ana, temporary: { ...issued, arn: ana.arn }, tokenFile, ...programs });
  let changes = 0;
  const changeProfile = async (changed?: ProfileName): Promise<void> => {
    changes += 1;
    await writeAwsHome(home, {
      profiles: profiles.map((profile) =>
        profile.name === changed
          ? { ...profile, settings: { ...profile.settings, cli_history: String(changes) } }
          : profile,
      ),
      sessions: fixtureSessions,
      endpoint: relay.origin,
    });
  };
  await changeProfile();

  const containerToken = written(secret());
  const container = await startContainer(ecr, { accountId: account, arn: ben.arn, token: containerToken });
  const containerTokenFile = join(home, 'container-token');
  await writeFile(containerTokenFile, containerToken);
  const containerTokens = [
    { AWS_CONTAINER_AUTHORIZATION_TOKEN: containerToken, AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE: undefined },
    {
      AWS_CONTAINER_AUTHORIZATION_TOKEN: undefined,
      AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE: containerTokenFile,
    },
  ];

  const proxyPassword = written(`${secret().slice(0, 16)}&x y`);
  const proxy = relay.origin.replace('//', `//ana:${encodeURIComponent(proxyPassword)}@`);
  const signIns: Partial<Record<ProfileName, () => Promise<void>>> = {
    sso: () =>
      writeSsoCache(home, 'corp', { ...ecr.identityCenter.signIn(startUrl), expiresAt: past() }, region),
    legacy: () =>
      writeSsoCache(home, legacyStartUrl, ecr.identityCenter.signIn(legacyStartUrl, false), region),
    login() {
      const login = ecr.logins.login(account, ana.arn);
      return writeLoginCache(home, ana.arn, {
        ...login,
        accessToken: { ...login.accessToken, expiresAt: past() },
      });
    },
  };

  return {
    home,
    ecr,
    relay,
    programs,
    digests,
    leaks,
    containerTokens,
    manualProxy: { url: relay.origin, userName: 'ana', password: written(secret()) },
    get secretsSeen() {
      return secretsSeen;
    },
    environment: {
      HOME: home,
      PATH: `${programs.folder}:${process.env['PATH'] ?? ''}`,
      AWS_EC2_METADATA_DISABLED: 'true',
      AWS_MAX_ATTEMPTS: '1',
      AWS_ACCESS_KEY_ID: cleo.accessKeyId,
      AWS_SECRET_ACCESS_KEY: cleo.secretAccessKey,
      AWS_REGION: region,
      AWS_ENDPOINT_URL: relay.origin,
      AWS_CONTAINER_CREDENTIALS_FULL_URI: `${await relay.through(container.origin)}${containerPath}`,
      AWS_CONTAINER_AUTHORIZATION_TOKEN: containerToken,
      HTTP_PROXY: proxy,
      HTTPS_PROXY: proxy,
    },
    async signIn(profile) {
      await signIns[profile]?.();
      await changeProfile(profile);
    },
    async close() {
      await relay.close();
      await container.close();
      await ecr.close();
      await rm(home, { recursive: true });
    },
  };
}
