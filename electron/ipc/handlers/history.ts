import type { HandlersOf } from '../../../shared/ipc.ts';
import type { Desktop } from '../../app/desktop/desktop.ts';
import type { Services } from '../../app/services.ts';
import { createHistoryExport } from '../../app/storage/history-export.ts';
import { findHistoryExcess } from '../../app/storage/history-limit.ts';
import { measureLink } from '../../engine/storage/link-speed.ts';

export function createHistoryHandlers({
  history,
  saveText,
}: Pick<Services, 'history'> & Pick<Desktop, 'saveText'>): HandlersOf<'history'> {
  const historyExport = createHistoryExport({ history, saveText });
  return {
    'history.search': ({ offset, limit, sort, ...query }) => history.search(query, { offset, limit, sort }),
    'history.read': ({ id }) => history.read(id),
    'history.findPushes': ({ text }) => history.findPushes(text),
    'history.export': ({ format, ...query }) => historyExport.exportEntries(query, format),
    'history.exportAndDelete': ({ before, format }) => historyExport.exportAndDelete(before, format),
    'history.countExcess': async ({ limit }) => {
      const excess = findHistoryExcess(limit, Date.now());
      return excess ? history.countExcess(excess) : 0;
    },
    'history.measureLink': async (link) => (await measureLink(history, link)) ?? null,
    'history.clear': async ({ kind }) => {
      await history.clear(kind);
      return null;
    },
  };
}
