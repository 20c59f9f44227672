import type { AppFile, FileProblem } from '../../../shared/models/file-problem.ts';
import { assertNever } from '../../../shared/result.ts';
import type { JsonFile } from '../../json-file.ts';

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
  onChanged(listener: (file: AppFile) => void): void;
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
  return {
    problems: () => names.flatMap((name) => problemsOf(name, files[name])),
    async retry() {
      await Promise.allSettled(names.map((name) => files[name].retry()));
    },
    startWithDefaults: (name) => files[name].startWithDefaults(),
    onChanged(listener) {
      for (const name of names) files[name].onChanged(() => listener(name));
    },
  };
}
