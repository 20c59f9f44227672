import { join } from 'node:path';
import { requiredConfirmation } from '../../../shared/models/account.ts';
import { describeFileError } from '../../../electron/engine/files/describe-file-error.ts';
import { readSmallFile } from '../../../electron/engine/files/read-small-file.ts';
import { writeFileAtomically } from '../../../electron/engine/files/write-file-atomically.ts';
import { openRecords } from '../../../electron/engine/storage/records.ts';
import { createUploadJournal } from '../../../electron/engine/replication/upload/upload-journal.ts';
import type { SecretStorage } from '../../../electron/app/storage/proxy-password.ts';
import { sampleEntry } from '../../../electron/testing/sample-records.ts';
import { openAppStorage } from '../../../electron/app/storage/open-app-storage.ts';
import { recordingLog } from '../../../electron/testing/recording-log.ts';
import { readProtection } from '../../../electron/app/storage/settings.ts';
import { problemText } from '../../../shared/text/file-problem.ts';
import { describeStorageProblem } from '../../../shared/text/storage-problem.ts';
import type { Family } from './fault.ts';
import type { PreflightInput } from './subject.ts';

const protectedAccount = '222222222222';
const accounts = { [protectedAccount]: { color: 'none', isProtected: true } } as const;
const smallestBandwidth = 64 * 1024;

/** A keyring that inverts every byte. */
const inverted = (bytes: Buffer): Buffer => Buffer.from(bytes.map((byte) => byte ^ 0xff));
const keyring: SecretStorage = {
  getSelectedStorageBackend: () => 'gnome_libsecret',
  isAsyncEncryptionAvailable: () => Promise.resolve(true),
  encryptStringAsync: (text) => Promise.resolve(inverted(Buffer.from(text))),
  decryptStringAsync: (bytes) =>
    Promise.resolve({ result: inverted(bytes).toString(), shouldReEncrypt: false }),
};

/** The three small files, opened together as in the app. */
async function openAppFiles(folder: string) {
  const { settings, windowState, proxyPassword, files } = await openAppStorage({
    folder,
    secretStorage: keyring,
    log: recordingLog(),
  });
  return {
    settings,
    windowState,
    proxyPassword,
    notices: () => files.problems().map(problemText),
    retry: () => files.retry(),
  };
}

const settingsSubject: PreflightInput = {
  name: 'settings.json',
  async open(folder) {
    const { settings, notices, retry } = await openAppFiles(folder);
    return {
      async change(value) {
        const change = { transfers: { atOnce: 2, bandwidth: smallestBandwidth + value } };
        await settings.change(settings.file.state().kind === 'missing' ? { ...change, accounts } : change);
      },
      read: async () => {
        const { bandwidth } = settings.read().transfers;
        return bandwidth === undefined ? undefined : bandwidth - smallestBandwidth;
      },
      notices,
      retry,
      async isProtectionOff() {
        const ofWindow = requiredConfirmation(protectedAccount, settings.protection());
        const ofCommandLine = requiredConfirmation(protectedAccount, await readProtection(folder));
        return ofWindow === undefined || ofCommandLine === undefined;
      },
    };
  },
};

const windowStateSubject: PreflightInput = {
  name: 'window-state.json',
  async open(folder) {
    const { windowState, notices, retry } = await openAppFiles(folder);
    return {
      async change(x) {
        await windowState.change((state) => ({ ...state, bounds: { x, y: 0, width: 1000, height: 700 } }));
      },
      read: async () => windowState.read().bounds?.x,
      notices,
      retry,
    };
  },
};

const proxyPasswordSubject: PreflightInput = {
  name: 'proxy-password.json',
  async open(folder) {
    const { proxyPassword, notices, retry } = await openAppFiles(folder);
    return {
      change: (value) => proxyPassword.change({ userName: 'ana', password: String(value) }),
      read: async () => {
        const login = proxyPassword.login();
        return login && Number(login.password);
      },
      notices,
      retry,
    };
  },
};

/** An entry that cannot be written is reported; its only cost is another upload. */
const journalSubject: PreflightInput = {
  name: 'upload journal',
  isHint: true,
  async open(folder) {
    const uploads = join(folder, 'uploads');
    let problem: unknown;
    let latest: number | undefined;
    const change = async (confirmed: number): Promise<void> => {
      latest = confirmed;
      problem = undefined;
      const journal = createUploadJournal(uploads, {
        onProblem: (error) => {
          problem = error;
        },
      });
      const upload = {
        uploadMethod: 'api',
        repository: 'R',
        digest: 'D',
        uploadId: 'U',
        partSize: 1,
      } as const;
      await journal.write({ ...upload, confirmed, at: Date.now() });
      if (problem !== undefined) throw problem;
    };
    return {
      change,
      async read() {
        const upload = await createUploadJournal(uploads).find('R', 'D');
        return upload?.uploadMethod === 'api' ? upload.confirmed : undefined;
      },
      notices: () => (problem === undefined ? [] : [describeFileError(problem)]),
      retry: async () => (latest === undefined ? undefined : change(latest)),
    };
  },
};

/** A report that a user saves again with the name of an earlier one. */
const reportSubject: PreflightInput = {
  name: 'saved report',
  async open(folder) {
    const path = join(folder, 'report.json');
    let problem: unknown;
    let latest: number | undefined;
    const change = async (value: number): Promise<void> => {
      latest = value;
      problem = undefined;
      try {
        await writeFileAtomically(path, `${value}\n`, { mode: 0o666 });
      } catch (error) {
        problem = error;
        throw error;
      }
    };
    return {
      change,
      read: async () => {
        try {
          return Number(await readSmallFile(path, 1_000));
        } catch (error) {
          problem ??= error;
          return undefined;
        }
      },
      notices: () => (problem === undefined ? [] : [describeFileError(problem)]),
      async retry() {
        if (latest === undefined) problem = undefined;
        else await change(latest);
      },
    };
  },
};

/** Queue and history: each change is a finished transfer, and the latest one is read back. */
const recordsSubject: PreflightInput = {
  name: 'records.db',
  isKeptOpen: true,
  async open(folder) {
    const records = openRecords({ folder, pauses: [60_000] });
    /** The message of the History page instead of entries. */
    let notRead: readonly string[] = [];
    return {
      async change(value) {
        records.change({ kind: 'finished', entry: sampleEntry(value) });
        await records.settled();
        const { queue, history } = records.unstored();
        if (queue + history > 0) throw new Error('The change is in memory only.');
      },
      async read() {
        try {
          const { entries } = await records.history.search({}, { offset: 0, limit: 1 });
          notRead = [];
          return entries[0]?.finishedAt;
        } catch (error) {
          notRead = [String(error)];
          return undefined;
        }
      },
      notices: () => [
        ...notRead,
        ...records.problems().map((problem) => describeStorageProblem(problem).title),
      ],
      async retry() {
        await records.retry();
        notRead = [];
      },
      close: () => records.close(),
    };
  },
};

/** Every file of the app. */
export const subjects: readonly PreflightInput[] = [
  settingsSubject,
  windowStateSubject,
  proxyPasswordSubject,
  journalSubject,
  reportSubject,
  recordsSubject,
];

/** The subjects that the faults of a family apply to. */
export const subjectsOf = (family: Family): readonly PreflightInput[] =>
  family === 'read-only-mount' ? subjects.filter(({ isKeptOpen = false }) => !isKeptOpen) : subjects;
