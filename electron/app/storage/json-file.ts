import { join, parse } from 'node:path';
import { formatBytes } from '../../../shared/format/bytes.ts';
import type { JsonFormat, JsonReading } from './read-json-file.ts';
import { defaultMaxBytes, readJsonFile } from './read-json-file.ts';
import { EngineError } from '../../engine/errors/engine-error.ts';
import { describeFileError, fileErrorCode } from '../../engine/files/describe-file-error.ts';
import { renameFile, writeFileAtomically } from '../../engine/files/write-file-atomically.ts';
import type { Log } from '../logging/log.ts';

/** What is known of a file. It is only written in the states other than `unreadable`. */
export type FileState =
  | { readonly kind: 'loaded' }
  | { readonly kind: 'missing' }
  /** It is left as it is: its content is unknown. */
  | { readonly kind: 'unreadable'; readonly reason: string }
  /** It could not be used and was renamed to `brokenFile`. */
  | { readonly kind: 'quarantined'; readonly brokenFile: string; readonly reason: string };

/** A small JSON file, with its content in memory. */
export interface JsonFile<Content> {
  readonly path: string;
  state(): FileState;
  /** Why the content in memory could not be written; undefined when all of it is stored. */
  unwritten(): string | undefined;
  /** The content in use. */
  read(): Content;
  /**
   * Changes the content, and resolves once that is on disk. Changes are made one after another.
   * @throws EngineError `not-stored` when it cannot be written: the change is in use all the same, and storing it is
   *   tried again until it succeeds. While the file is unreadable it is in use, and is not stored. `invalid-input` when
   *   the content would be too large to be read again; nothing is changed then.
   */
  change(update: (content: Content) => Content): Promise<Content>;
  /** Reads an unreadable file again; its content replaces what is in use. Writes what is not stored yet. */
  retry(): Promise<void>;
  /**
   * Renames an unreadable file and starts a new one with the content in use. Does nothing in other states.
   * @throws EngineError `not-stored` when the file cannot be renamed; it is then still in place.
   */
  startWithDefaults(): Promise<void>;
  /** Calls the listener when the state changes, when content was read again, and when something is stored late. */
  onChanged(listener: () => void): void;
}

interface JsonFileOptions<Content> extends JsonFormat<Content> {
  readonly path: string;
  readonly defaults: Content;
  /** Whether a broken file is renamed at once, or left in place as unreadable until a person decides. */
  readonly whenBroken: 'quarantine' | 'keep';
  /** Milliseconds until storing is tried again for the first time; the pauses double up to a minute. */
  readonly retryDelay?: number;
  readonly log: Log;
}

const longestDelay = 60_000;

const textOf = (content: unknown): string => `${JSON.stringify(content, undefined, 2)}\n`;

/** `settings.json` becomes `settings.old-2026-11-23T10-15-00-000Z.json`. */
function renamedPath(path: string, word: 'broken' | 'old'): string {
  const { dir, name, ext } = parse(path);
  return join(dir, `${name}.${word}-${new Date().toISOString().replaceAll(/[:.]/g, '-')}${ext}`);
}

const notStored = (message: string, cause?: unknown): EngineError =>
  new EngineError({ code: 'not-stored', message, retryable: true }, cause);

const tooLarge = (path: string, maxBytes: number): EngineError =>
  new EngineError({
    code: 'invalid-input',
    message: `The change is too large to be stored: ${path} can have ${formatBytes(maxBytes)}.`,
    retryable: false,
  });

/** Opens the file. One that is missing, unreadable or broken gives the defaults; `state` and the log say which. */
export async function openJsonFile<Content>(options: JsonFileOptions<Content>): Promise<JsonFile<Content>> {
  const { path, defaults, schema, whenBroken, maxBytes = defaultMaxBytes, retryDelay = 2_000, log } = options;
  const listeners: (() => void)[] = [];
  let content = defaults;
  let stored = textOf(defaults);
  let state: FileState = { kind: 'missing' };
  let unwritten: string | undefined;
  let delay = retryDelay;
  let timer: NodeJS.Timeout | undefined;
  let last: Promise<unknown> = Promise.resolve();

  /** One operation after another. */
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const result = last.then(work);
    last = result.catch(() => undefined);
    return result;
  };
  const notify = (): void => listeners.forEach((listener) => listener());

  const quarantine = async (word: 'broken' | 'old', reason: string): Promise<void> => {
    const brokenFile = renamedPath(path, word);
    await renameFile(path, brokenFile);
    log.warn(`${path} was renamed to ${brokenFile}. ${reason}`);
    state = { kind: 'quarantined', brokenFile, reason };
  };

  const adopt = async (reading: JsonReading<Content>): Promise<void> => {
    switch (reading.kind) {
      case 'loaded':
        content = reading.content;
        stored = textOf(content);
        state = { kind: 'loaded' };
        return;
      case 'missing':
        state = { kind: 'missing' };
        return;
      case 'unreadable':
        state = { kind: 'unreadable', reason: reading.reason };
        log.warn(`${path} cannot be read and is left as it is. ${reading.reason}`);
        return;
      case 'broken':
        state = { kind: 'unreadable', reason: reading.reason };
        if (whenBroken === 'quarantine')
          await quarantine('broken', reading.reason).catch((error: unknown) =>
            log.warn(`${path} is broken and cannot be renamed.`, error),
          );
        else log.warn(`${path} is broken and is left as it is. ${reading.reason}`);
    }
  };

  const store = async (): Promise<void> => {
    const text = textOf(content);
    try {
      if (text !== stored) await writeFileAtomically(path, text);
    } catch (error) {
      unwritten = describeFileError(error);
      log.warn(`${path} cannot be written.`, error);
      clearTimeout(timer);
      timer = setTimeout(() => void inTurn(store).catch(() => undefined), delay).unref();
      delay = Math.min(delay * 2, longestDelay);
      notify();
      throw notStored(
        `The change is in use, but it could not be stored in ${path}. ${unwritten} It is stored as soon as that is possible.`,
        error,
      );
    }
    if (text !== stored && state.kind === 'missing') state = { kind: 'loaded' };
    stored = text;
    delay = retryDelay;
    clearTimeout(timer);
    if (unwritten === undefined) return;
    unwritten = undefined;
    log.info(`${path} is written again.`);
    notify();
  };

  await adopt(await readJsonFile(path, options));
  return {
    path,
    state: () => state,
    unwritten: () => unwritten,
    read: () => content,
    change: (update) =>
      inTurn(async () => {
        const next = schema.parse(update(content));
        if (Buffer.byteLength(textOf(next)) > maxBytes) throw tooLarge(path, maxBytes);
        content = next;
        if (state.kind === 'unreadable')
          throw notStored(
            `The change is in use until the app is closed, but it is not stored: ${path} could not be read. ${state.reason} Choose Retry or Start with defaults.`,
          );
        await store();
        return content;
      }),
    retry: () =>
      inTurn(async () => {
        if (state.kind !== 'unreadable') return store();
        await adopt(await readJsonFile(path, options));
        // What was changed in the meantime is stored in a file that turned out to be missing, never in one that was read.
        if (state.kind !== 'unreadable') await store().catch(() => undefined);
        notify();
      }),
    startWithDefaults: () =>
      inTurn(async () => {
        if (state.kind !== 'unreadable') return;
        try {
          await quarantine('old', state.reason);
        } catch (error) {
          if (fileErrorCode(error) !== 'ENOENT')
            throw notStored(
              `${path} cannot be renamed, so it is still in place. ${describeFileError(error)}`,
              error,
            );
          state = { kind: 'missing' };
        }
        await store().catch(() => undefined);
        notify();
      }),
    onChanged: (listener) => void listeners.push(listener),
  };
}
