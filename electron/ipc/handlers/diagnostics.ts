import type { HandlersOf } from '../../../shared/ipc.ts';
import type { DiagnosticsReport } from '../../../shared/models/diagnostics.ts';
import { diagnosticsFileName, formatDiagnostics } from '../../../shared/text/diagnostics.ts';
import type { Desktop } from '../../app/desktop/desktop.ts';
import type { DiagnosticsPorts } from '../../app/diagnostics/section-sources.ts';
import type { Services } from '../../app/services.ts';
import { EngineError } from '../../engine/errors/engine-error.ts';

const notCached = (): EngineError =>
  new EngineError({
    code: 'invalid-input',
    message: 'These diagnostics are no longer available. Open the dialog again.',
    retryable: false,
  });

const folderNotOpened = (folder: string, detail: string): EngineError =>
  new EngineError({
    code: 'invalid-input',
    message: `The folder cannot be opened. Open ${folder} in the file manager.`,
    retryable: false,
    detail,
  });

export function createDiagnosticsHandlers(
  ports: Services & DiagnosticsPorts & Pick<Desktop, 'openPath' | 'saveText'>,
): HandlersOf<'diagnostics'> {
  const { activity, logFolder, openPath, saveText } = ports;
  let cached: DiagnosticsReport | undefined;
  return {
    'diagnostics.collect': async ({ replaceNames }) => {
      // Loaded when it is needed first, because the start does not need it.
      const { collectDiagnostics } = await import('../../app/diagnostics/section-sources.ts');
      return (cached = await collectDiagnostics(ports, replaceNames));
    },
    'diagnostics.save': async ({ reportId, sections }) => {
      if (cached?.id !== reportId) throw notCached();
      return saveText({
        name: diagnosticsFileName(cached),
        text: formatDiagnostics(cached, sections),
        format: 'txt',
      });
    },
    'diagnostics.lastError': async () => {
      const [last] = activity.errors();
      return last ? { code: last.error.code, at: last.at } : null;
    },
    'diagnostics.openLogFolder': async () => {
      const problem = await openPath(logFolder);
      if (problem !== '') throw folderNotOpened(logFolder, problem);
      return null;
    },
  };
}
