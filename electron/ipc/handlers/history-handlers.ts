import { historyAsCsv, historyAsJson } from '../../../shared/history/export-history.ts';
import type { History } from '../../engine/history/history.ts';
import type { TextFile } from '../../save-text.ts';
import type { RequestHandlers } from '../answer-request.ts';

interface HistoryPorts {
  readonly history: History;
  readonly changed: () => void;
  readonly saveText: (file: TextFile) => Promise<string | null>;
}

type HistoryHandlers = Pick<
  RequestHandlers,
  'history.clear' | 'history.export' | 'history.read' | 'history.search'
>;

const today = (): string => new Date().toISOString().slice(0, 10);

export const createHistoryHandlers = ({ history, changed, saveText }: HistoryPorts): HistoryHandlers => ({
  'history.search': ({ offset, limit, ...query }) => history.search(query, { offset, limit }),
  'history.read': ({ id }) => history.read(id),
  'history.export': async ({ format, ...query }) => {
    const entries = await history.matching(query);
    const text = format === 'csv' ? historyAsCsv(entries) : historyAsJson(entries);
    return saveText({ name: `replication-history-${today()}.${format}`, text, format });
  },
  'history.clear': async () => {
    await history.clear();
    changed();
    return null;
  },
});
