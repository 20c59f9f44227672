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
   * Changes the content, and resolves when it is on disk. Changes are made one after another, each to what the file contains
   * then: another program may have changed it since it was read.
   * @throws EngineError `not-stored` when it cannot be written: the change is in use, and writing is retried until it
   *   succeeds, except while the file is unreadable. `invalid-input` when the new content is larger than `maxBytes`; nothing
   *   is changed then.
   */
  change(update: (content: Content) => Content): Promise<Content>;
  /** Reads the file again when another program has changed it, and uses its content. Never rejects. */
  recheck(): Promise<void>;
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
  /** The content on disk; undefined when the file must be written in any case. */
  let stored: string | undefined = formatContent(defaults);
  /** What the file contained when it was read or written last; undefined when it was missing. */
  let onDisk: string | undefined;
  /** The changes that are not on disk. */
  let pending: readonly ((content: Content) => Content)[] = [];
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
    onDisk = undefined;
    state = { kind: 'quarantined', brokenFile, reason };
  };

  const applyReading = async (reading: JsonReading<Content>): Promise<void> => {
    onDisk = reading.text;
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

  /**
   * Takes over what another program has written to the file, with the changes that are not on disk.
   * @returns why the file cannot be read now; undefined when its content is known, or `state` says that it is unreadable.
   */
  const takeOver = async (): Promise<string | undefined> => {
    const reading = await readJsonFile(path, options);
    if (reading.kind === 'unreadable' && reading.text === undefined) return reading.reason;
    if (reading.text === onDisk) return undefined;
    if (reading.kind === 'missing') {
      onDisk = undefined;
      stored = undefined;
      return undefined;
    }
    await applyReading(reading);
    if (reading.kind === 'loaded') log.info(`${path} was changed by another program and is read again.`);
    else stored = undefined;
    content = pending.reduce((changed, update) => schema.parse(update(changed)), content);
    notify();
    return undefined;
  };

  const unreadable = (reason: string): EngineError =>
    notStored(
      `The change is in use until the app is closed, but it is not stored: ${path} cannot be read. ${reason} Choose Retry or Start with defaults.`,
    );

  const retryLater = (reason: string, error: unknown): never => {
    unwritten = reason;
    log.warn(`${path} cannot be written.`, error);
    clearTimeout(timer);
    timer = setTimeout(() => void runInOrder(store).catch(() => undefined), delay).unref();
    delay = Math.min(delay * 2, maxDelay);
    notify();
    throw notStored(
      `The change is in use, but it cannot be stored in ${path}. ${reason} The app retries until it is stored.`,
      error,
    );
  };

  const store = async (): Promise<void> => {
    const reason = await takeOver();
    if (reason !== undefined) return retryLater(reason, undefined);
    const text = formatContent(content);
    const isChanged = text !== stored;
    if (isChanged && state.kind !== 'unreadable') {
      try {
        await writeFileAtomically(path, text);
      } catch (error) {
        return retryLater(describeFileError(error), error);
      }
      if (state.kind === 'missing') state = { kind: 'loaded' };
      onDisk = text;
      stored = text;
    }
    delay = retryDelay;
    clearTimeout(timer);
    const wasUnwritten = unwritten !== undefined;
    unwritten = undefined;
    if (state.kind === 'unreadable') throw unreadable(state.reason);
    pending = [];
    if (!wasUnwritten) return;
    log.info(`${path} can be written again.`);
    notify();
  };

  /** Replaces what is in use by an unreadable file that can be read again. */
  const replace = async (reading: JsonReading<Content>): Promise<void> => {
    await applyReading(reading);
    if (reading.kind === 'loaded') pending = [];
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
        pending = [...pending, update];
        if (state.kind === 'unreadable') throw unreadable(state.reason);
        await store();
        return content;
      }),
    recheck: () =>
      runInOrder(async () => {
        if (state.kind !== 'unreadable') {
          await takeOver();
          // A broken file was renamed, so that the content in use is only in memory.
          if (state.kind === 'quarantined' && stored === undefined) await store().catch(() => undefined);
          return;
        }
        const reading = await readJsonFile(path, options);
        if (reading.kind !== 'loaded') return;
        await replace(reading);
        notify();
      }),
    retry: () =>
      runInOrder(async () => {
        if (state.kind !== 'unreadable') return store();
        await replace(await readJsonFile(path, options));
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
