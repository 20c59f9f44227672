import { join, parse } from 'node:path';
import { formatBytes } from '../../../shared/format/bytes.ts';
import type { JsonFormat, JsonReading } from './read-json-file.ts';
import { defaultMaxBytes, readJsonFile } from './read-json-file.ts';
import { EngineError } from '../../engine/errors/engine-error.ts';
import { describeFileError, fileErrorCode } from '../../engine/files/describe-file-error.ts';
import { renameFile, writeFileAtomically } from '../../engine/files/write-file-atomically.ts';
import type { Log } from '../logging/log.ts';

/** The state of a file. The file is not written while it is `unreadable`. */
export type FileState =
  | { readonly kind: 'loaded' }
  | { readonly kind: 'missing' }
  /** The file is not changed, because its content is unknown. */
  | { readonly kind: 'unreadable'; readonly reason: string }
  /** The file was broken and was renamed to `brokenFile`. */
  | { readonly kind: 'quarantined'; readonly brokenFile: string; readonly reason: string };

/** A small JSON file, with its content in memory. */
export interface JsonFile<Content> {
  readonly path: string;
  state(): FileState;
  /** Why the content in memory cannot be written; undefined when it is stored. */
  unwritten(): string | undefined;
  /** The content in use. */
  read(): Content;
  /**
   * Changes the content, and resolves when it is on disk. Changes are made one after another.
   * @throws EngineError `not-stored` when it cannot be written: the change is in use, and writing is retried until it
   *   succeeds, except while the file is unreadable. `invalid-input` when the new content is larger than `maxBytes`; nothing
   *   is changed then.
   */
  change(update: (content: Content) => Content): Promise<Content>;
  /** Reads an unreadable file again; its content replaces the content in use. Writes content that is not stored. */
  retry(): Promise<void>;
  /**
   * Renames an unreadable file and creates a new one with the content in use. Does nothing in other states.
   * @throws EngineError `not-stored` when the file cannot be renamed; it keeps its name then.
   */
  startWithDefaults(): Promise<void>;
  /** Calls the listener when the state changes, when content was read again, and when a retry stored content. */
  onChanged(listener: () => void): void;
}

interface JsonFileOptions<Content> extends JsonFormat<Content> {
  readonly path: string;
  readonly defaults: Content;
  /** Whether a broken file is renamed at once, or stays unreadable until the user decides. */
  readonly whenBroken: 'quarantine' | 'keep';
  /** Milliseconds until the first retry of writing; they double up to a minute. */
  readonly retryDelay?: number;
  readonly log: Log;
}

const maxDelay = 60_000;

const formatContent = (content: unknown): string => `${JSON.stringify(content, undefined, 2)}\n`;

/** `settings.json` becomes `settings.old-2026-11-23T10-15-00-000Z.json`. */
function quarantinePath(path: string, suffix: 'broken' | 'old'): string {
  const { dir, name, ext } = parse(path);
  return join(dir, `${name}.${suffix}-${new Date().toISOString().replaceAll(/[:.]/g, '-')}${ext}`);
}

const notStored = (message: string, cause?: unknown): EngineError =>
  new EngineError({ code: 'not-stored', message, retryable: true }, cause);

const tooLarge = (path: string, maxBytes: number): EngineError =>
  new EngineError({
    code: 'invalid-input',
    message: `The change is too large to be stored: ${path} can have at most ${formatBytes(maxBytes)}.`,
    retryable: false,
  });

/** Opens the file. A missing, unreadable or broken file gives the defaults; `state` and the log give the reason. */
export async function openJsonFile<Content>(options: JsonFileOptions<Content>): Promise<JsonFile<Content>> {
  const { path, defaults, schema, whenBroken, maxBytes = defaultMaxBytes, retryDelay = 2_000, log } = options;
  const listeners: (() => void)[] = [];
  let content = defaults;
  let stored = formatContent(defaults);
  let state: FileState = { kind: 'missing' };
  let unwritten: string | undefined;
  let delay = retryDelay;
  let timer: NodeJS.Timeout | undefined;
  let previous: Promise<unknown> = Promise.resolve();

  /** Runs operations one after another. */
  const runInOrder = <T>(work: () => Promise<T>): Promise<T> => {
    const result = previous.then(work);
    previous = result.catch(() => undefined);
    return result;
  };
  const notify = (): void => listeners.forEach((listener) => listener());

  const quarantine = async (suffix: 'broken' | 'old', reason: string): Promise<void> => {
    const brokenFile = quarantinePath(path, suffix);
    await renameFile(path, brokenFile);
    log.warn(`${path} was renamed to ${brokenFile}. ${reason}`);
    state = { kind: 'quarantined', brokenFile, reason };
  };

  const applyReading = async (reading: JsonReading<Content>): Promise<void> => {
    switch (reading.kind) {
      case 'loaded':
        content = reading.content;
        stored = formatContent(content);
        state = { kind: 'loaded' };
        return;
      case 'missing':
        state = { kind: 'missing' };
        return;
      case 'unreadable':
        state = { kind: 'unreadable', reason: reading.reason };
        log.warn(`${path} cannot be read and is not changed. ${reading.reason}`);
        return;
      case 'broken':
        state = { kind: 'unreadable', reason: reading.reason };
        if (whenBroken === 'quarantine')
          await quarantine('broken', reading.reason).catch((error: unknown) =>
            log.warn(`${path} is broken and cannot be renamed.`, error),
          );
        else log.warn(`${path} is broken and is not changed. ${reading.reason}`);
    }
  };

  const store = async (): Promise<void> => {
    const text = formatContent(content);
    try {
      if (text !== stored) await writeFileAtomically(path, text);
    } catch (error) {
      unwritten = describeFileError(error);
      log.warn(`${path} cannot be written.`, error);
      clearTimeout(timer);
      timer = setTimeout(() => void runInOrder(store).catch(() => undefined), delay).unref();
      delay = Math.min(delay * 2, maxDelay);
      notify();
      throw notStored(
        `The change is in use, but it cannot be stored in ${path}. ${unwritten} The app retries until it is stored.`,
        error,
      );
    }
    if (text !== stored && state.kind === 'missing') state = { kind: 'loaded' };
    stored = text;
    delay = retryDelay;
    clearTimeout(timer);
    if (unwritten === undefined) return;
    unwritten = undefined;
    log.info(`${path} can be written again.`);
    notify();
  };

  await applyReading(await readJsonFile(path, options));
  return {
    path,
    state: () => state,
    unwritten: () => unwritten,
    read: () => content,
    change: (update) =>
      runInOrder(async () => {
        const next = schema.parse(update(content));
        if (Buffer.byteLength(formatContent(next)) > maxBytes) throw tooLarge(path, maxBytes);
        content = next;
        if (state.kind === 'unreadable')
          throw notStored(
            `The change is in use until the app is closed, but it is not stored: ${path} cannot be read. ${state.reason} Choose Retry or Start with defaults.`,
          );
        await store();
        return content;
      }),
    retry: () =>
      runInOrder(async () => {
        if (state.kind !== 'unreadable') return store();
        await applyReading(await readJsonFile(path, options));
        // Changes since the first reading are stored only when the file is missing now; a file that was read replaced them.
        if (state.kind !== 'unreadable') await store().catch(() => undefined);
        notify();
      }),
    startWithDefaults: () =>
      runInOrder(async () => {
        if (state.kind !== 'unreadable') return;
        try {
          await quarantine('old', state.reason);
        } catch (error) {
          if (fileErrorCode(error) !== 'ENOENT')
            throw notStored(`${path} cannot be renamed. ${describeFileError(error)}`, error);
          state = { kind: 'missing' };
        }
        await store().catch(() => undefined);
        notify();
      }),
    onChanged: (listener) => void listeners.push(listener),
  };
}
