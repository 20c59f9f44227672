import { join } from 'node:path';
import type { BrokenFile } from '../shared/models/broken-file.ts';
import type { Settings, SettingsChange } from '../shared/models/settings.ts';
import { settingsSchema } from '../shared/models/settings.ts';
import { openJsonFile } from './json-file.ts';
import type { Log } from './log.ts';

/** The person's settings, in `settings.json`. */
export interface SettingsFile {
  /** Said when there were settings that could not be used. */
  readonly brokenFile: BrokenFile | undefined;
  readonly read: () => Settings;
  /**
   * Replaces the parts given.
   * @throws when the file cannot be written; the settings stay as they were.
   */
  readonly change: (change: SettingsChange) => Promise<Settings>;
}

export async function openSettings(userData: string, log: Log): Promise<SettingsFile> {
  const path = join(userData, 'settings.json');
  const file = await openJsonFile({ path, schema: settingsSchema, defaults: settingsSchema.parse({}), log });
  return {
    brokenFile: file.brokenFile,
    read: file.read,
    change: ({
      source,
      destination,
      tables,
      profiles,
      accounts,
      network,
      appearance,
      transfers,
      replication,
      notifications,
      history,
    }) =>
      file.change((held) => ({
        ...held,
        source: source ?? held.source,
        destination: destination ?? held.destination,
        tables: tables ?? held.tables,
        profiles: profiles ?? held.profiles,
        accounts: accounts ?? held.accounts,
        network: network ?? held.network,
        appearance: appearance ?? held.appearance,
        transfers: transfers ?? held.transfers,
        replication: replication ?? held.replication,
        notifications: notifications ?? held.notifications,
        history: history ?? held.history,
      })),
  };
}
