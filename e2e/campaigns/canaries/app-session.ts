import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text as read } from 'node:stream/consumers';
import { Readable } from 'node:stream';
import type { EventName, Events, RequestInput, RequestName, RequestOutput } from '../../../shared/ipc.ts';
import type { Result } from '../../../shared/models/result.ts';
import type { PacingPolicy } from '../../../electron/engine/aws/clients/pacing.ts';
import { defaultPacingPolicy } from '../../../electron/engine/aws/clients/pacing.ts';
import { createServices } from '../../../electron/app/create-services.ts';
import { createHandlers } from '../../../electron/ipc/handlers.ts';
import { createRequestAnswerer } from '../../../electron/ipc/answer-request.ts';
import { createRequestListener } from '../../../electron/ipc/request-listener.ts';
import { sendEvent } from '../../../electron/app/window/send-event.ts';
import { createActivity, followTransfers } from '../../../electron/app/diagnostics/activity.ts';
import { createLogLevel } from '../../../electron/app/logging/log-level.ts';
import { openLog } from '../../../electron/app/logging/log.ts';
import { parsePolicy } from '../../../electron/app/policy/policy.ts';
import { createUpdates } from '../../../electron/app/updates/updates.ts';
import { builtPage } from '../../../electron/app/window/page.ts';
import type { SecretStorage } from '../../../electron/app/storage/proxy-password.ts';
import { openAppStorage } from '../../../electron/app/storage/open-app-storage.ts';
import type { Desktop } from '../../../electron/app/desktop/desktop.ts';
import { createTransferMonitor } from '../../../electron/app/desktop/transfer-monitor.ts';
import { textsIn } from './texts-in.ts';

/** An app that was started from its sources. */
const sources = {
  platform: process.platform,
  isPackaged: false,
  appImage: undefined,
  packageType: undefined,
  hasUninstaller: false,
  isSigned: false,
} as const;

/** The whole app without Electron: its handlers behind the listener that `ipcMain` calls, and a window that records events. */
export interface AppSession {
  /** Attempts of each call that fails temporarily. */
  readonly attempts: number;
  /** Sends a request as the page does, with structured clones. */
  invoke<Name extends RequestName>(
    name: Name,
    input: RequestInput<Name>,
  ): Promise<Result<RequestOutput<Name>>>;
  /** Calls the listener with every event until the returned function is called. */
  onEvent<Name extends EventName>(name: Name, listener: (payload: Events[Name]) => void): () => void;
  /** All answers, events, notifications and saved files since the last call. */
  takeOutput(): string;
  /** Ends the app. @returns everything that it has stored and logged. */
  close(): Promise<string>;
}

/** Encrypts like a keyring: the stored bytes contain no part of the text. */
function keyring(): SecretStorage {
  const key = randomBytes(32);
  const iv = randomBytes(16);
  return {
    getSelectedStorageBackend: () => 'gnome_libsecret',
    isAsyncEncryptionAvailable: () => Promise.resolve(true),
    async encryptStringAsync(plain) {
      const cipher = createCipheriv('aes-256-ctr', key, iv);
      return Buffer.concat([cipher.update(plain), cipher.final()]);
    },
    async decryptStringAsync(encrypted) {
      const decipher = createDecipheriv('aes-256-ctr', key, iv);
      const result = Buffer.concat([decipher.update(encrypted), decipher.final()]).toString();
      return { result, shouldReEncrypt: false };
    },
  };
}

/** Each name is answered with the result of its handler. */
const isAnswerOf = <Name extends RequestName>(
  _name: Name,
  answer: unknown,
): answer is Result<RequestOutput<Name>> => typeof answer === 'object' && answer !== null && 'ok' in answer;

async function filesIn(folder: string): Promise<string> {
  const texts: string[] = [];
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true }))
    if (entry.isFile()) texts.push(entry.name, await readFile(join(entry.parentPath, entry.name), 'latin1'));
  return texts.join('\n');
}

const about = {
  version: '1.0.0',
  electron: '1',
  chromium: '1',
  node: process.versions.node,
  system: 'linux',
  platform: 'linux',
};

/** Calls are sent at once: how long they wait for their turn has no effect on what leaves the process. */
const unpaced: PacingPolicy = { ...defaultPacingPolicy, rates: {}, minQuota: undefined };

interface SessionOptions extends Pick<AppSession, 'attempts'> {
  /** Opens a page of a sign-in in the user's browser. */
  readonly browse: (url: string) => Promise<void>;
}

export async function openAppSession({ attempts, browse }: SessionOptions): Promise<AppSession> {
  const userData = await mkdtemp(join(tmpdir(), 'canary-data-'));
  const log = openLog(join(userData, 'logs'));
  const activity = createActivity();
  const applyLogLevel = createLogLevel(log);
  applyLogLevel('verbose');
  const output: string[] = [];
  const listeners = new Map<string, Set<(payload: never) => void>>();
  const contents = {
    isDestroyed: () => false,
    send(channel: string, ...args: unknown[]): void {
      const [name, payload]: unknown[] = structuredClone(args);
      textsIn([channel, name, payload], output);
      if (channel !== 'event') return;
      for (const listener of listeners.get(String(name)) ?? []) Reflect.apply(listener, undefined, [payload]);
    },
  };
  const window = { isDestroyed: () => false, webContents: contents };
  const storage = await openAppStorage({ folder: userData, secretStorage: keyring(), log });
  const shellEnvironment = { kind: 'not-needed' } as const;
  const desktop: Desktop = {
    writeClipboard: () => Promise.resolve(),
    openSignInPage: ({ url }) => browse(url),
    async saveText({ name, text }) {
      output.push(typeof text === 'string' ? text : await read(Readable.from(text)));
      return join(userData, name);
    },
    chooseCertificateFile: () => Promise.resolve(null),
    chooseFolder: () => Promise.resolve(null),
    resourceFolders: [],
    openPath: () => Promise.resolve(''),
    resolveProxy: () => Promise.resolve('DIRECT'),
  };
  const services = createServices({
    storage,
    folder: userData,
    sendEvent: (name, payload) => sendEvent(window, name, payload),
    desktop,
    loginShell: {
      state: () => Promise.resolve(shellEnvironment),
      reload: () => Promise.resolve(shellEnvironment),
    },
    onSettingsChanged: () => undefined,
    transferMonitor: followTransfers(
      activity,
      createTransferMonitor({
        show: (summary) => void textsIn(summary, output),
        blockSleep: () => undefined,
        notify: (message) => void textsIn(message, output),
        isWindowFocused: () => false,
        settings: () => storage.settings.read().notifications,
        onInactive: () => undefined,
      }),
    ),
    startDemo: false,
    pacingPolicy: unpaced,
    retryPolicy: { attempts, firstWait: 1, longestWait: 1 },
    log,
  });
  const updates = createUpdates({
    version: '0.1.0',
    settings: () => storage.settings.read().updates,
    keys: [],
    readPolicy: () => Promise.resolve(parsePolicy({ updates: 'off' }, '/etc/policy.json')),
    readInstallation: () => Promise.resolve(sources),
    openUpdater: () => Promise.reject(new Error('Updates are off.')),
    findBlocker: () => undefined,
    quitToInstall: () => undefined,
    end: () => undefined,
    send: (status) => sendEvent(window, 'updates.changed', status),
    log,
  });
  const listener = createRequestListener({
    contents: () => contents,
    page: builtPage,
    answer: createRequestAnswerer(
      createHandlers({ ...services, updates }, desktop, {
        activity,
        logFolder: join(userData, 'logs'),
        dumpFolder: join(userData, 'Crashpad'),
        readAbout: () => about,
        describeVersions: () => about.system,
        startPhases: () => [],
        noticesFolders: [],
      }),
      { ready: Promise.resolve(), log, activity },
    ),
    log,
  });
  const sender = { sender: contents, senderFrame: { url: builtPage, parent: null } };

  return {
    attempts,
    async invoke<Name extends RequestName>(name: Name, input: RequestInput<Name>) {
      const answer: unknown = structuredClone(await listener(sender, name, structuredClone(input)));
      textsIn(answer, output);
      if (!isAnswerOf(name, answer)) throw new Error(`The answer of ${name} is no result.`);
      return answer;
    },
    onEvent(name, added) {
      const ofName = listeners.get(name) ?? new Set();
      listeners.set(name, ofName);
      ofName.add(added);
      return () => void ofName.delete(added);
    },
    takeOutput: () => output.splice(0).join('\n'),
    async close() {
      await services.close();
      applyLogLevel('normal');
      const stored = await filesIn(userData);
      await rm(userData, { recursive: true });
      return stored;
    },
  };
}
