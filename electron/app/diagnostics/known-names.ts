import { hostname, homedir, userInfo } from 'node:os';
import type { HistorySummary } from '../../../shared/models/history.ts';
import type { ConnectionCheck } from '../../../shared/models/network.ts';
import type { ProfileSummary } from '../../../shared/models/profile.ts';
import type { Settings } from '../../../shared/models/settings.ts';
import type { Transfer } from '../../../shared/models/transfer.ts';
import type { ComputerNames, KnownNames } from './placeholders.ts';

/** Where the app knows names from. */
export interface NameSources {
  readonly profiles: readonly ProfileSummary[];
  readonly settings: Settings;
  readonly history: readonly HistorySummary[];
  readonly transfers: readonly Transfer[];
  readonly checks: readonly ConnectionCheck[];
  /** Repositories that were listed or requested in this run. */
  readonly repositories: Iterable<string>;
  /** Values of variables that name a proxy. */
  readonly proxies: readonly string[];
}

const awsHost = /\.(?:amazonaws|amazon|awsapps|api\.aws|on\.aws)\b/;

/** The host of `http://user@proxy.corp:3128`, `proxy.corp:3128` or `.corp`. */
const readHost = (address: string): string =>
  address
    .replace(/^\w+:\/\//, '')
    .replace(/^[^/@]*@/, '')
    .replace(/[:/].*$/, '')
    .replace(/^[.*]+/, '');

/** Every name that the app knows to be one, by its kind. */
export function listKnownNames(sources: NameSources): KnownNames {
  const { profiles, settings, history, transfers, checks, repositories, proxies } = sources;
  const sides = [...history, ...transfers].flatMap(({ source, destination }) => [source, destination]);
  const routes = settings.routes.flatMap(({ source, destination }) => [source, destination]);
  const { source, destination, network } = settings;
  return {
    'account-name': [
      ...profiles.flatMap(({ accountName }) => accountName ?? []),
      ...Object.values(settings.accounts).flatMap(({ label }) => label ?? []),
    ],
    profile: [
      ...profiles.flatMap(({ name, chain }) => [name, ...chain]),
      ...[source, destination].flatMap(({ profile, regions, registries }) => [
        ...(profile === undefined ? [] : [profile]),
        ...Object.keys(regions),
        ...Object.keys(registries ?? {}),
      ]),
      ...settings.profiles.pinned,
      ...settings.profiles.recent,
      ...[...routes, ...sides].map(({ profile }) => profile),
    ],
    repository: [...[...routes, ...sides].map(({ repositoryName }) => repositoryName), ...repositories],
    identity: profiles.flatMap(({ roleName }) => roleName ?? []),
    session: profiles.flatMap(({ signIn }) => (signIn?.kind === 'sso' ? [signIn.session] : [])),
    host: [
      ...proxies,
      network.proxyUrl ?? '',
      ...(network.proxyBypass ?? '').split(/[\s,]+/),
      ...checks.flatMap(({ host, via }) => [host, via === 'direct' ? '' : via]),
    ]
      .map(readHost)
      .filter((host) => host !== '' && !awsHost.test(host)),
  };
}

/** The names of this computer and its user. */
export function readComputerNames(): ComputerNames {
  try {
    return { home: homedir(), userName: userInfo().username, hostName: hostname() };
  } catch {
    // A user without an entry in the system's list has no name.
    return { home: homedir(), userName: '', hostName: hostname() };
  }
}
