import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { HandlersOf } from '../../../shared/ipc.ts';
import type { DiagnosticsPorts } from '../../app/diagnostics/section-sources.ts';
import { EngineError } from '../../engine/errors/engine-error.ts';

const noticesName = 'THIRD-PARTY-NOTICES.txt';

async function readNotices(folders: readonly string[]): Promise<string> {
  for (const folder of folders) {
    const text = await readFile(join(folder, noticesName), 'utf8').catch(() => undefined);
    if (text !== undefined) return text;
  }
  throw new EngineError({
    code: 'storage',
    message: `${noticesName} is not beside this app. Install the app again, or read the notices on the project's release page.`,
    retryable: false,
  });
}

export const createAboutHandlers = ({
  readAbout,
  noticesFolders,
}: Pick<DiagnosticsPorts, 'readAbout' | 'noticesFolders'>): HandlersOf<'about'> => ({
  'about.read': async () => readAbout(),
  'about.readNotices': () => readNotices(noticesFolders),
});
