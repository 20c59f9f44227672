import { formatBytes } from '../../../shared/format/bytes.ts';
import type { FileProblem } from '../../../shared/models/file-problem.ts';
import type { HistorySummary } from '../../../shared/models/history.ts';
import type { ConnectionCheck, NetworkFacts } from '../../../shared/models/network.ts';
import type { Settings } from '../../../shared/models/settings.ts';
import type { StorageProblem } from '../../../shared/models/storage.ts';
import { problemHeader, problemText } from '../../../shared/text/file-problem.ts';
import { describeStorageProblem } from '../../../shared/text/storage-problem.ts';
import type { RecentError, RequestTiming } from './activity.ts';
import type { CrashDump } from './crash-dumps.ts';

const atTime = (time: number): string => new Date(time).toISOString();
const joinLines = (lines: readonly string[]): string => lines.join('\n');

export const describeErrors = (errors: readonly RecentError[]): string =>
  joinLines(
    errors.map(({ at, during, error: { code, side, message, detail } }) =>
      [
        `${atTime(at)} ${during}: ${code}${side === undefined ? '' : ` (${side})`}: ${message}`,
        ...(detail === undefined ? [] : [`    ${detail.replaceAll('\n', '\n    ')}`]),
      ].join('\n'),
    ),
  );

export const describeProblems = (files: readonly FileProblem[], records: readonly StorageProblem[]): string =>
  joinLines(
    [
      ...files.map((problem) => ({ title: problemHeader(problem), text: problemText(problem) })),
      ...records.map(describeStorageProblem),
    ].map(({ title, text }) => `${title}. ${text}`),
  );

/** The variables that change how AWS is reached; their values are not read. */
const relevantVariable =
  /^(?:AWS_\w+|(?:https?|no|all)_proxy|NODE_EXTRA_CA_CERTS|NODE_OPTIONS|SSL_CERT_\w+)$/i;

export function describeNetwork(
  { certificates, shellEnvironment, hasProxyPassword }: NetworkFacts,
  environment: Readonly<Record<string, string | undefined>>,
): string {
  const variables = Object.keys(environment).filter((name) => relevantVariable.test(name));
  return joinLines([
    `Variables that are set: ${variables.toSorted().join(', ') || 'none'}`,
    `Proxy password: ${hasProxyPassword ? 'entered' : 'none'}`,
    `Shell environment: ${
      shellEnvironment.kind === 'loaded'
        ? `loaded from ${shellEnvironment.shell}: ${shellEnvironment.names.join(', ')}`
        : shellEnvironment.kind === 'failed'
          ? `failed, ${shellEnvironment.shell}: ${shellEnvironment.problem}`
          : 'not needed'
    }`,
    ...certificates.map(
      ({ from, path, count, problem }) =>
        `Certificates of ${from}${path === undefined ? '' : ` (${path})`}: ${problem ?? count}`,
    ),
  ]);
}

export const describeConnections = (
  test: { readonly at: number; readonly checks: readonly ConnectionCheck[] } | undefined,
): string =>
  test === undefined
    ? 'Not tested since the app started.'
    : joinLines([
        `Tested at ${atTime(test.at)}`,
        ...test.checks.map(({ host, purpose, via, outcome }) =>
          outcome.kind === 'answered'
            ? `${purpose} ${host} via ${via}: ${outcome.status} in ${outcome.milliseconds} ms`
            : `${purpose} ${host} via ${via}: ${outcome.error.code}: ${outcome.error.message}`,
        ),
      ]);

/** A step of the start, in milliseconds since the process was created. */
export interface StartPhase {
  readonly name: string;
  readonly milliseconds: number;
}

const perSecond = ({ bytes, duration }: HistorySummary): string =>
  duration > 0 ? `, ${formatBytes((bytes.transferred / duration) * 1000)}/s` : '';

export const describeTimings = (
  phases: readonly StartPhase[],
  requests: readonly RequestTiming[],
  history: readonly HistorySummary[],
): string =>
  joinLines([
    'Start:',
    ...phases.map(({ name, milliseconds }) => `  ${name}: ${Math.round(milliseconds)} ms`),
    'Requests of the window (count, last, longest, average in ms):',
    ...requests.map(
      ({ name, count, last, longest, total }) =>
        `  ${name}: ${count}, ${Math.round(last)}, ${Math.round(longest)}, ${Math.round(total / count)}`,
    ),
    'Last transfers:',
    ...history.map(
      (entry) =>
        `  ${atTime(entry.startedAt)}: ${entry.result}, ${entry.imageCount} images, ` +
        `${formatBytes(entry.bytes.transferred)} of ${formatBytes(entry.bytes.total)} sent in ` +
        `${Math.round(entry.duration)} ms${perSecond(entry)}, ` +
        `planned ${entry.planned?.seconds === undefined ? 'unknown' : `${Math.round(entry.planned.seconds)} s`}` +
        `${entry.planned?.uploadMethod === undefined ? '' : `, ${entry.planned.uploadMethod}`}, ` +
        `${entry.source.region} to ${entry.destination.region}`,
    ),
  ]);

const readSide = ({ profile, regions }: Settings['source']) => ({
  profile,
  region: profile === undefined ? undefined : regions[profile],
});

/** The settings with numbers in place of lists of accounts, routes, profiles and views. */
export function describeSettings(settings: Settings): string {
  const { source, destination, accounts, routes, profiles, tables, executions } = settings;
  const notes = Object.values(accounts);
  return JSON.stringify(
    {
      ...settings,
      source: readSide(source),
      destination: readSide(destination),
      accounts: { notes: notes.length, protected: notes.filter(({ isProtected }) => isProtected).length },
      routes: { pinned: routes.filter(({ isPinned }) => isPinned).length, all: routes.length },
      profiles: {
        order: profiles.order,
        pinned: profiles.pinned.length,
        recent: profiles.recent.length,
      },
      tables: { views: Object.keys(tables.views).length, savedFilters: tables.imageFilters?.length ?? 0 },
      executions: executions.length,
    },
    null,
    2,
  );
}

export const describeCrashDumps = (folder: string, dumps: readonly CrashDump[]): string =>
  dumps.length === 0
    ? ''
    : joinLines([
        `In ${folder}. Crash dumps stay on this computer. A dump can contain secrets: do not attach it to a public issue.`,
        ...dumps.map(({ name, size, at }) => `${name}, ${formatBytes(size)}, ${atTime(at)}`),
      ]);
