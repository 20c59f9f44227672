import { historyAsCsv, historyAsJson } from '../../../shared/history/export-history.ts';
import type { ExportedHistory, HistoryQuery } from '../../../shared/models/history.ts';
import { EngineError } from '../../engine/errors/engine-error.ts';
import { toErrorData } from '../../engine/errors/to-error-data.ts';
import type { History } from '../../engine/history/history.ts';
import type { TextFile } from '../../app/dialogs/save-text.ts';
import type { RequestHandlers } from '../answer-request.ts';
import { excessOf } from '../../app/storage/history-limit.ts';

interface HistoryPorts {
  readonly history: History;
  readonly saveText: (file: TextFile) => Promise<string | null>;
}

type HistoryHandlers = Pick<
  RequestHandlers,
  | 'history.clear'
  | 'history.countExcess'
  | 'history.export'
  | 'history.exportAndDelete'
  | 'history.read'
  | 'history.search'
>;

type Format = TextFile['format'];

const today = (): string => new Date().toISOString().slice(0, 10);

const notDeleted = (path: string, error: unknown): EngineError => {
  const data = toErrorData(error);
  return new EngineError(
    { ...data, message: `The entries are exported to ${path} and stay in the history. ${data.message}` },
    error,
  );
};

export function createHistoryHandlers({ history, saveText }: HistoryPorts): HistoryHandlers {
  const save = (query: HistoryQuery, format: Format, taken?: (number: number) => void) => {
    const entries = history.matching(query, taken);
    const text = format === 'csv' ? historyAsCsv(entries) : historyAsJson(entries);
    return saveText({ name: `replication-history-${today()}.${format}`, text, format });
  };

  const exportAndDelete = async (before: number, format: Format): Promise<ExportedHistory | null> => {
    const exported: number[] = [];
    const path = await save({ until: before - 1 }, format, (number) => exported.push(number));
    if (path === null) return null;
    try {
      return { path, deleted: await history.delete(exported) };
    } catch (error) {
      throw notDeleted(path, error);
    }
  };

  return {
    'history.search': ({ offset, limit, ...query }) => history.search(query, { offset, limit }),
    'history.read': ({ id }) => history.read(id),
    'history.export': ({ format, ...query }) => save(query, format),
    'history.exportAndDelete': ({ before, format }) => exportAndDelete(before, format),
    'history.countExcess': async ({ limit }) => {
      const excess = excessOf(limit, Date.now());
      return excess ? history.countExcess(excess) : 0;
    },
    'history.clear': async () => {
      await history.clear();
      return null;
    },
  };
}
