import { historyAsCsv, historyAsJson } from '../../../shared/history/export-history.ts';
import type { ExportedHistory, HistoryEntry, HistoryQuery } from '../../../shared/models/history.ts';
import { EngineError } from '../../engine/errors/engine-error.ts';
import { toErrorData } from '../../engine/errors/to-error-data.ts';
import type { History } from '../../engine/storage/history.ts';
import type { TextFile } from '../dialogs/save-text.ts';

interface HistoryExportPorts {
  readonly history: Pick<History, 'delete' | 'matching'>;
  readonly saveText: (file: TextFile) => Promise<string | null>;
}

export interface HistoryExport {
  /** Writes every entry that matches the query into a file. @returns its path; null when the user canceled. */
  exportEntries(query: HistoryQuery, format: TextFile['format']): Promise<string | null>;
  /**
   * Writes every entry that finished before this time, except those of the demo, into a file, then deletes exactly those entries.
   * @param before milliseconds since 1970.
   * @returns null when the user canceled; nothing is deleted then.
   * @throws EngineError when the file cannot be written (nothing is deleted), or when the entries cannot be deleted.
   */
  exportAndDelete(before: number, format: TextFile['format']): Promise<ExportedHistory | null>;
}

const today = (): string => new Date().toISOString().slice(0, 10);

const notDeleted = (path: string, error: unknown): EngineError => {
  const data = toErrorData(error);
  return new EngineError(
    { ...data, message: `The entries are exported to ${path} and stay in the history. ${data.message}` },
    error,
  );
};

/** Yields every entry, and calls the listener when the next one is read. */
async function* passOn(
  entries: AsyncIterable<HistoryEntry>,
  onEntry: (entry: HistoryEntry) => void,
): AsyncGenerator<HistoryEntry> {
  for await (const entry of entries) {
    yield entry;
    onEntry(entry);
  }
}

export function createHistoryExport({ history, saveText }: HistoryExportPorts): HistoryExport {
  const save = (
    query: HistoryQuery,
    format: TextFile['format'],
    onEntry: (entry: HistoryEntry) => void = () => undefined,
  ): Promise<string | null> => {
    const entries = passOn(history.matching(query), onEntry);
    const text = format === 'csv' ? historyAsCsv(entries) : historyAsJson(entries);
    return saveText({ name: `replication-history-${today()}.${format}`, text, format });
  };

  return {
    exportEntries: (query, format) => save(query, format),
    async exportAndDelete(before, format) {
      // The id identifies an entry; the database can give its place to another one.
      const exported: string[] = [];
      const path = await save({ until: before - 1, demo: false }, format, ({ id }) => exported.push(id));
      if (path === null) return null;
      try {
        return { path, deleted: await history.delete(exported) };
      } catch (error) {
        throw notDeleted(path, error);
      }
    },
  };
}
