import type { AppFile, FileProblem } from '../../../shared/models/file-problem.ts';
import { assertNever } from '../../../shared/result.ts';
import type { JsonFile } from './json-file.ts';

/** The part of a `JsonFile` that does not depend on its content. */
type ContentlessFile = Pick<
  JsonFile<unknown>,
  'path' | 'state' | 'unwritten' | 'retry' | 'startWithDefaults' | 'onChanged'
>;

/** The small files of the app together, for the notices of the window. */
export interface AppFiles {
  problems(): readonly FileProblem[];
  /** Reads unreadable files again, and writes what is not stored yet. Never rejects: `problems` says what is left. */
  retry(): Promise<void>;
  /** @throws EngineError `not-stored` when the unreadable file cannot be renamed. */
  startWithDefaults(file: AppFile): Promise<void>;
  /** Says why unfinished uploads cannot be noted in the folder; undefined when they can be again. */
  reportJournal(folder: string, reason: string | undefined): void;
  onChanged(listener: (file: AppFile | 'upload-journal') => void): void;
}

function problemsOf(file: AppFile, { path, state, unwritten }: ContentlessFile): readonly FileProblem[] {
  const reason = unwritten();
  const notWritten: readonly FileProblem[] =
    reason === undefined ? [] : [{ kind: 'not-written', file, path, reason }];
  const current = state();
  switch (current.kind) {
    case 'loaded':
    case 'missing':
      return notWritten;
    case 'unreadable':
      return [{ kind: 'unreadable', file, path, reason: current.reason }];
    case 'quarantined':
      return [
        { kind: 'quarantined', path, brokenFile: current.brokenFile, reason: current.reason },
        ...notWritten,
      ];
    default:
      return assertNever(current);
  }
}

export function createAppFiles(files: Readonly<Record<AppFile, ContentlessFile>>): AppFiles {
  const names: readonly AppFile[] = ['settings', 'window-state', 'proxy-password'];
  const listeners: ((file: AppFile | 'upload-journal') => void)[] = [];
  let ofJournal: readonly FileProblem[] = [];
  return {
    problems: () => [...names.flatMap((name) => problemsOf(name, files[name])), ...ofJournal],
    async retry() {
      await Promise.allSettled(names.map((name) => files[name].retry()));
    },
    startWithDefaults: (name) => files[name].startWithDefaults(),
    reportJournal(path, reason) {
      ofJournal = reason === undefined ? [] : [{ kind: 'journal-not-written', path, reason }];
      listeners.forEach((listener) => listener('upload-journal'));
    },
    onChanged(listener) {
      listeners.push(listener);
      for (const name of names) files[name].onChanged(() => listener(name));
    },
  };
}
