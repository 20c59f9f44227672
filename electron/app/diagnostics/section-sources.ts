import type { AboutFacts } from '../../../shared/models/about.ts';
import type { DiagnosticsReport } from '../../../shared/models/diagnostics.ts';
import type { NetworkFactSources } from '../network-facts.ts';
import { readNetworkFacts } from '../network-facts.ts';
import type { Services } from '../services.ts';
import type { Activity } from './activity.ts';
import type { SectionSources } from './collect-report.ts';
import { collectReport } from './collect-report.ts';
import { listCrashDumps } from './crash-dumps.ts';
import type { StartPhase } from './describe-sections.ts';
import {
  describeConnections,
  describeCrashDumps,
  describeErrors,
  describeNetwork,
  describeProblems,
  describeSettings,
  describeTimings,
} from './describe-sections.ts';
import { listKnownNames, readComputerNames } from './known-names.ts';
import type { Placeholders } from './placeholders.ts';
import { createPlaceholders } from './placeholders.ts';
import { readLogEnd } from './read-log-end.ts';

/** What diagnostics need beside the services. */
export interface DiagnosticsPorts {
  readonly activity: Activity;
  readonly logFolder: string;
  /** The folder of crash dumps. */
  readonly dumpFolder: string;
  readonly readAbout: () => AboutFacts;
  /** The section about versions and the computer. */
  readonly describeVersions: () => string;
  readonly startPhases: () => readonly StartPhase[];
  /** Folders that may have the notices of third parties. */
  readonly noticesFolders: readonly string[];
}

/** What the sections are read from. */
export interface DiagnosticsServices
  extends Omit<DiagnosticsPorts, 'noticesFolders' | 'readAbout'>, NetworkFactSources {
  readonly environment: Services['environment'];
  readonly files: Pick<Services['files'], 'problems'>;
  readonly history: Pick<Services['history'], 'search'>;
  readonly listProfiles: Services['listProfiles'];
  readonly records: Pick<Services['records'], 'problems'>;
  readonly settings: Pick<Services['settings'], 'read'>;
  readonly transfers: Pick<Services['transfers'], 'list'>;
}

/** Transfers whose durations are listed. */
const listedTransfers = 20;
/** Transfers whose names are replaced. */
const namedTransfers = 200;

const createSources = (services: DiagnosticsServices): SectionSources => {
  const { activity, environment, files, history, records, settings } = services;
  return {
    versions: services.describeVersions,
    errors: () => describeErrors(activity.errors()),
    storage: () => describeProblems(files.problems(), records.problems()),
    network: async () => describeNetwork(await readNetworkFacts(services), environment),
    connections: () => describeConnections(activity.connectionTest()),
    async timings() {
      const { entries } = await history.search({}, { offset: 0, limit: listedTransfers });
      return describeTimings(services.startPhases(), activity.timings(), entries);
    },
    settings: () => describeSettings(settings.read()),
    crashes: async () => describeCrashDumps(services.dumpFolder, await listCrashDumps(services.dumpFolder)),
    log: () => readLogEnd(services.logFolder),
  };
};

const proxyVariable = /^(?:https?|all)_proxy$/i;

/** Reads the names that are to be replaced. What cannot be read is left out: forms of names are found nevertheless. */
async function openPlaceholders(services: DiagnosticsServices): Promise<Placeholders> {
  const { activity, environment, history, listProfiles, settings, transfers } = services;
  const { profiles } = await listProfiles().catch(() => ({ profiles: [] }));
  const { entries } = await history
    .search({}, { offset: 0, limit: namedTransfers })
    .catch(() => ({ entries: [] }));
  const proxies = Object.entries(environment).flatMap(([name, value]) =>
    proxyVariable.test(name) && value !== undefined ? [value] : [],
  );
  const known = listKnownNames({
    profiles,
    settings: settings.read(),
    history: entries,
    transfers: transfers.list(),
    checks: activity.connectionTest()?.checks ?? [],
    repositories: activity.repositories(),
    proxies,
  });
  return createPlaceholders(known, readComputerNames());
}

/** Collects the diagnostics. Reads files and memory only, and sends nothing. */
export const collectDiagnostics = async (
  services: DiagnosticsServices,
  replaceNames: boolean,
): Promise<DiagnosticsReport> =>
  collectReport(
    createSources(services),
    replaceNames ? await openPlaceholders(services) : undefined,
    Date.now(),
  );
