import { app, screen } from 'electron';
import { join } from 'node:path';
import type { UserData } from '../storage/user-data.ts';
import { describeVersions, readAboutFacts } from './about-facts.ts';
import type { Activity } from './activity.ts';
import type { StartPhase } from './describe-sections.ts';
import type { DiagnosticsPorts } from './section-sources.ts';

const prefix = 'start: ';

/** The steps of the start that were marked. */
const listStartPhases = (): readonly StartPhase[] =>
  performance
    .getEntriesByType('mark')
    .filter(({ name }) => name.startsWith(prefix))
    .map(({ name, startTime }) => ({ name: name.slice(prefix.length), milliseconds: startTime }));

/** What diagnostics read of Electron and of the folders of the app. */
export const createDiagnosticsPorts = (userData: UserData, activity: Activity): DiagnosticsPorts => ({
  activity,
  logFolder: userData.logs,
  dumpFolder: userData.crashDumps,
  readAbout: readAboutFacts,
  describeVersions: () =>
    describeVersions(
      readAboutFacts(),
      screen.getAllDisplays().map(({ scaleFactor }) => scaleFactor),
    ),
  startPhases: listStartPhases,
  // Of a packaged app, and of a checkout.
  noticesFolders: [process.resourcesPath, join(app.getAppPath(), 'out')],
});
