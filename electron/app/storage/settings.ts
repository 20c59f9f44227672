import { join } from 'node:path';
import type { AccountProtection } from '../../../shared/models/account.ts';
import type { Settings, SettingsChange } from '../../../shared/models/settings.ts';
import { settingsSchema } from '../../../shared/models/settings.ts';
import { readJsonFile } from './read-json-file.ts';
import { EngineError } from '../../engine/errors/engine-error.ts';
import type { JsonFile } from './json-file.ts';
import { openJsonFile } from './json-file.ts';
import type { Log } from '../logging/log.ts';

/** The person's settings, in `settings.json`. */
export interface SettingsFile {
  readonly file: JsonFile<Settings>;
  readonly read: () => Settings;
  /**
   * Replaces the parts given.
   * @throws EngineError `not-stored` when the file cannot be written; the change is in use all the same. A change of
   *   accounts is refused while the file is unreadable: it would replace protected accounts that are not known.
   */
  readonly change: (change: SettingsChange) => Promise<Settings>;
  /** Which accounts are protected; unknown while the file is unreadable. */
  readonly protection: () => AccountProtection;
}

const format = { schema: settingsSchema };

const settingsPath = (userData: string): string => join(userData, 'settings.json');

const accountsUnknown = (path: string, reason: string): EngineError =>
  new EngineError({
    code: 'invalid-input',
    message: `Accounts cannot be changed, because the protected accounts are not known: ${path} could not be read. ${reason} Choose Retry or Start with defaults first.`,
    retryable: true,
  });

export async function openSettings(userData: string, log: Log): Promise<SettingsFile> {
  const path = settingsPath(userData);
  const file = await openJsonFile({
    ...format,
    path,
    defaults: settingsSchema.parse({}),
    // Renaming it would make it a missing file at the next start, and a missing file protects no account.
    whenBroken: 'keep',
    log,
  });
  return {
    file,
    read: () => file.read(),
    async change(change) {
      const state = file.state();
      if (change.accounts && state.kind === 'unreadable') throw accountsUnknown(path, state.reason);
      return file.change((settings) => ({ ...settings, ...givenParts(change) }));
    },
    protection: () =>
      file.state().kind === 'unreadable'
        ? { kind: 'unknown' }
        : { kind: 'known', notes: file.read().accounts },
  };
}

/** A part given as undefined is left out. */
const givenParts = (change: SettingsChange): SettingsChange =>
  Object.fromEntries(Object.entries(change).filter(([, part]) => part !== undefined));

/** Why the protected accounts are not known: the file and a sentence. */
interface UnknownProtection {
  readonly kind: 'unknown';
  readonly path: string;
  readonly reason: string;
}

/** Which accounts the settings in this folder protect, for a process without a window. Changes nothing. Never rejects. */
export async function readProtection(
  userData: string,
): Promise<Extract<AccountProtection, { kind: 'known' }> | UnknownProtection> {
  const path = settingsPath(userData);
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
