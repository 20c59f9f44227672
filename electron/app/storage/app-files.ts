import type { AppFile, FileProblem } from '../../../shared/models/file-problem.ts';
import { assertNever } from '../../../shared/models/result.ts';
import type { JsonFile } from './json-file.ts';

/** The part of a `JsonFile` that does not depend on its content. */
type ContentlessFile = Pick<
  JsonFile<unknown>,
  'path' | 'state' | 'unwritten' | 'recheck' | 'retry' | 'startWithDefaults' | 'onChanged'
>;

/** The small files of the app together. The window shows their problems. */
export interface AppFiles {
  problems(): readonly FileProblem[];
  /** Uses what other programs have written to the files. Never rejects. */
  recheck(): Promise<void>;
  /** Reads unreadable files again, and writes changes that are not stored. Never rejects; `problems` lists the rest. */
  retry(): Promise<void>;
  /** @throws EngineError `not-stored` when the unreadable file cannot be renamed. */
  startWithDefaults(file: AppFile): Promise<void>;
  /** Reports why unfinished uploads cannot be recorded in the folder; undefined when they can be again. */
  reportJournal(folder: string, reason: string | undefined): void;
  onChanged(listener: (file: AppFile | 'upload-journal') => void): void;
}

function listProblems(file: AppFile, { path, state, unwritten }: ContentlessFile): readonly FileProblem[] {
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
  let journalProblems: readonly FileProblem[] = [];
  return {
    problems: () => [...names.flatMap((name) => listProblems(name, files[name])), ...journalProblems],
    async recheck() {
      await Promise.allSettled(names.map((name) => files[name].recheck()));
    },
    async retry() {
      await Promise.allSettled(names.map((name) => files[name].retry()));
    },
    startWithDefaults: (name) => files[name].startWithDefaults(),
    reportJournal(path, reason) {
      journalProblems = reason === undefined ? [] : [{ kind: 'journal-not-written', path, reason }];
      listeners.forEach((listener) => listener('upload-journal'));
    },
    onChanged(listener) {
      listeners.push(listener);
      for (const name of names) files[name].onChanged(() => listener(name));
    },
  };
}
