import type {
  UpdateChannel,
  UpdateSettings,
  UpdateState,
  UpdateStatus,
} from '../../../shared/models/update.ts';
import { EngineError } from '../../engine/errors/engine-error.ts';
import type { Log } from '../logging/log.ts';
import { describeUpdateError } from './feed/describe-update-error.ts';
import { meterDownload } from './meter-download.ts';
import type { UpdateRules } from './rules.ts';
import { resolveRules } from './rules.ts';
import type { SetUp, SetUpPorts } from './set-up.ts';
import { readSetUp } from './set-up.ts';
import type { Updater } from './updater/open-updater.ts';

export interface UpdatePorts extends SetUpPorts {
  readonly version: string;
  readonly settings: () => UpdateSettings;
  /** Loads the updater, which nothing needs before the first check. */
  readonly openUpdater: (setUp: SetUp, channel: UpdateChannel) => Promise<Updater>;
  /** Why the app must not be quit, as a sentence; undefined when it may. */
  readonly findBlocker: () => string | undefined;
  /** Quits, and calls `install` as the last step instead of ending; `onCanceled` when the app keeps running. */
  readonly quitToInstall: (install: () => void, onCanceled: () => void) => void;
  /** Ends the app, with the error of a failed installation. */
  readonly end: (error?: Error) => void;
  readonly send: (status: UpdateStatus) => void;
  readonly log: Log;
}

/** Updates of the app. One check, download or installation at a time; a request while another runs changes nothing. */
export interface Updates {
  read(): Promise<UpdateStatus>;
  /** @throws EngineError `invalid-input` when a policy turned updates off. */
  check(): Promise<UpdateStatus>;
  download(): Promise<UpdateStatus>;
  cancelDownload(): Promise<UpdateStatus>;
  /** @throws EngineError `invalid-input` while a transfer is unfinished. */
  install(): Promise<UpdateStatus>;
  /** What applies now. */
  rules(): Promise<UpdateRules>;
  /** Call when the settings of updates have changed. */
  onSettingsChanged(): Promise<void>;
}

const refuse = (message: string): EngineError =>
  new EngineError({ code: 'invalid-input', message, retryable: true });

/** Whether nothing is in progress and nothing downloaded is lost by another check. */
const canCheck = ({ kind }: UpdateState): boolean =>
  kind !== 'checking' && kind !== 'downloading' && kind !== 'ready' && kind !== 'installing';

export function createUpdates(ports: UpdatePorts): Updates {
  const { settings, log } = ports;
  let known: Promise<SetUp> | undefined;
  // Not at the start: programs of the system are asked.
  const setUp = (): Promise<SetUp> => (known ??= readSetUp(ports));
  let state: UpdateState = { kind: 'idle' };
  let checkedAt: number | undefined;
  let checkedChannel: UpdateChannel | undefined;
  let updater: Updater | undefined;
  let abort = new AbortController();

  const rules = async (): Promise<UpdateRules> => {
    const { policy, delivery } = await setUp();
    return resolveRules(settings(), policy, delivery);
  };

  const read = async (): Promise<UpdateStatus> => {
    const { management, delivery, feedHost } = await setUp();
    const { channel, checksAutomatically, asks } = await rules();
    const { version } = ports;
    return { version, delivery, channel, checksAutomatically, asks, feedHost, management, state, checkedAt };
  };

  const change = async (next: UpdateState): Promise<UpdateStatus> => {
    state = next;
    const status = await read();
    ports.send(status);
    return status;
  };

  const describe = async (error: unknown): Promise<EngineError> => {
    const described = describeUpdateError(error, (await setUp()).feedHost);
    log.warn(`Updates: ${described.message}`, error);
    return described;
  };

  /** Downloads what was found. One that the user did not ask for stops when a transfer starts, and continues after a later check. */
  const runDownload = async (source: Updater, isAutomatic: boolean): Promise<void> => {
    if (state.kind !== 'available' && state.kind !== 'download-failed') return;
    const { update } = state;
    abort = new AbortController();
    const { signal } = abort;
    const own = abort;
    const meter = meterDownload((progress) => {
      if (isAutomatic && ports.findBlocker() !== undefined) own.abort();
      if (!signal.aborted) void change({ kind: 'downloading', update, ...progress });
    });
    await change({ kind: 'downloading', update, bytes: 0, total: 0, bytesPerSecond: 0 });
    try {
      await source.download(meter, signal);
      await change({ kind: 'ready', update });
    } catch (error) {
      if (signal.aborted) await change({ kind: 'available', update });
      else await change({ kind: 'download-failed', update, error: (await describe(error)).data });
    }
  };

  const check = async (): Promise<UpdateStatus> => {
    const current = await setUp();
    if (current.delivery.kind === 'off') throw refuse('Updates are turned off by your organization.');
    if (!canCheck(state)) return read();
    state = { kind: 'checking' };
    const { channel, downloadsAutomatically } = await rules();
    await change(state);
    try {
      const opened = await ports.openUpdater(current, channel);
      updater = opened;
      const update = await opened.check();
      checkedAt = Date.now();
      checkedChannel = channel;
      await change(update ? { kind: 'available', update } : { kind: 'current' });
      // A transfer has the network for itself.
      if (update && downloadsAutomatically && ports.findBlocker() === undefined)
        void runDownload(opened, true);
    } catch (error) {
      await change({ kind: 'check-failed', error: (await describe(error)).data });
    }
    return read();
  };

  /** Refuses to quit while a transfer is unfinished, at the click and after the preparation. */
  const assertNoBlocker = (): void => {
    const blocker = ports.findBlocker();
    if (blocker !== undefined) throw refuse(blocker);
  };

  return {
    read,
    check,
    rules,
    async download() {
      const { method } = await setUp();
      if (method === undefined) throw refuse('This installation does not download updates.');
      if (updater) void runDownload(updater, false);
      return read();
    },
    async cancelDownload() {
      if (state.kind === 'downloading') abort.abort();
      return read();
    },
    async install() {
      if ((state.kind !== 'ready' && state.kind !== 'install-failed') || !updater) return read();
      assertNoBlocker();
      const { update } = state;
      const source = updater;
      const keep = async (): Promise<void> => {
        await source.discard();
        await change({ kind: 'ready', update });
      };
      await change({ kind: 'installing', update });
      try {
        await source.prepare();
      } catch (error) {
        return change({ kind: 'install-failed', update, error: (await describe(error)).data });
      }
      try {
        assertNoBlocker();
      } catch (error) {
        await keep();
        throw error;
      }
      ports.quitToInstall(
        () => source.install(ports.end),
        () => void keep(),
      );
      return read();
    },
    async onSettingsChanged() {
      const { channel } = await rules();
      // What was found belongs to the other channel; a download is kept.
      if (checkedChannel !== undefined && checkedChannel !== channel && canCheck(state))
        state = { kind: 'idle' };
      ports.send(await read());
    },
  };
}
