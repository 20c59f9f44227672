import type { AccountProtection } from '../../../shared/models/account.ts';
import type { Settings, SettingsChange } from '../../../shared/models/settings.ts';
import { settingsSchema } from '../../../shared/models/settings.ts';
import { renameUploadMethodAndColor } from './settings-migrations.ts';
import { readJsonFile } from './read-json-file.ts';
import { settingsPath } from './user-data-folder.ts';
import { EngineError } from '../../engine/errors/engine-error.ts';
import type { JsonFile } from './json-file.ts';
import { openJsonFile } from './json-file.ts';
import type { Log } from '../logging/log.ts';

/** The user's settings in `settings.json`. */
export interface SettingsFile {
  readonly file: JsonFile<Settings>;
  readonly read: () => Settings;
  /**
   * Replaces the given parts.
   * @throws EngineError `not-stored` when the file cannot be written; the change is in use nevertheless. `invalid-input` for a
   *   change of accounts while the file is unreadable, because it replaces protected accounts that are not known.
   */
  readonly change: (change: SettingsChange) => Promise<Settings>;
  /** The protected accounts; unknown while the file is unreadable. */
  readonly protection: () => AccountProtection;
}

const format = { schema: settingsSchema, migrations: [renameUploadMethodAndColor] };

const accountsUnknown = (path: string, reason: string): EngineError =>
  new EngineError({
    code: 'invalid-input',
    message: `Accounts cannot be changed, because the protected accounts are not known: ${path} cannot be read. ${reason} Choose Retry or Start with defaults first.`,
    retryable: true,
  });

/** Opens `settings.json` in the folder of the app's data. */
export async function openSettings(folder: string, log: Log): Promise<SettingsFile> {
  const path = settingsPath(folder);
  const file = await openJsonFile({
    ...format,
    path,
    defaults: settingsSchema.parse({ introduction: 'pending' }),
    // A renamed file is a missing file at the next start, and a missing file protects no account.
    whenBroken: 'keep',
    log,
  });
  return {
    file,
    read: () => file.read(),
    async change(change) {
      const state = file.state();
      if (change.accounts && state.kind === 'unreadable') throw accountsUnknown(path, state.reason);
      return file.change((settings) => ({ ...settings, ...withoutUndefined(change) }));
    },
    protection: () =>
      file.state().kind === 'unreadable'
        ? { kind: 'unknown' }
        : { kind: 'known', notes: file.read().accounts },
  };
}

const withoutUndefined = (change: SettingsChange): SettingsChange =>
  Object.fromEntries(Object.entries(change).filter(([, part]) => part !== undefined));

/** The settings cannot be read. `reason` is a sentence. */
interface UnknownProtection {
  readonly kind: 'unknown';
  readonly path: string;
  readonly reason: string;
}

/** The protected accounts of the settings, for the command line. */
export type StoredProtection = Extract<AccountProtection, { kind: 'known' }> | UnknownProtection;

/** Reads the protected accounts for the command line. Changes no file. Never rejects. */
export async function readProtection(folder: string): Promise<StoredProtection> {
  const path = settingsPath(folder);
  const reading = await readJsonFile(path, format);
  switch (reading.kind) {
    case 'loaded':
      return { kind: 'known', notes: reading.content.accounts };
    case 'missing':
      return { kind: 'known', notes: {} };
    case 'unreadable':
    case 'broken':
      return { kind: 'unknown', path, reason: reading.reason };
  }
}
