import type { AboutFacts } from '../models/about.ts';

/** The project's issues; `package.json` names the same address. */
export const issuesUrl = 'https://github.com/ecr-image-replicator/ecr-image-replicator/issues';

const platformNames: Readonly<Record<string, string>> = {
  linux: 'Linux',
  darwin: 'macOS',
  win32: 'Windows',
};

/** What the issue form is filled with, by the ids of its fields in `.github/ISSUE_TEMPLATE/bug_report.yml`. */
export interface ProblemReport {
  readonly version: string;
  readonly platform: string;
  readonly surface: 'Window';
  readonly error: string;
}

/** Characters; those that are not ASCII are left out, because an address needs up to twelve for one of them. */
const shorten = (text: string, length: number): string =>
  text.replaceAll(/[^\x20-\x7e]/g, '').slice(0, length);

/** Describes the app and the code of the last error; nothing of accounts, names, files and the log. */
export function createProblemReport(facts: AboutFacts, errorCode: string | undefined): ProblemReport {
  const { version, commit, electron, chromium, node, system, platform } = facts;
  return {
    version: shorten(
      [
        commit === undefined ? version : `${version} (${commit.slice(0, 12)})`,
        `Electron ${electron}`,
        `Chromium ${chromium}`,
        `Node.js ${node}`,
        system,
      ].join(', '),
      300,
    ),
    platform: platformNames[platform] ?? shorten(platform, 20),
    surface: 'Window',
    error: errorCode === undefined ? '' : `Error code: ${shorten(errorCode, 60)}`,
  };
}

/** The address of the issue form with these fields: shorter than 2,000 characters, which every browser opens. */
export function problemReportUrl(report: ProblemReport): string {
  const fields = Object.entries({ template: 'bug_report.yml', ...report }).filter(
    ([, value]) => value !== '',
  );
  return `${issuesUrl}/new?${fields.map(([id, value]) => `${id}=${encodeURIComponent(value)}`).join('&')}`;
}
