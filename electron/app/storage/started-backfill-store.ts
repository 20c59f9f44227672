import type { StartedBackfillStore } from '../../engine/ecr-replication/started-backfills.ts';
import type { SettingsFile } from './settings.ts';

/** Stores the started backfills in the settings; those of the demo end with its registries. */
export const createStartedBackfillStore = (
  settings: Pick<SettingsFile, 'file' | 'read'>,
  isDemo: () => boolean,
): StartedBackfillStore => ({
  read: () => (isDemo() ? [] : settings.read().backfills),
  change(update) {
    if (isDemo()) return;
    // The window shows the problem of a file that cannot be written.
    settings.file
      .change((content) => ({ ...content, backfills: [...update(content.backfills)] }))
      .catch(() => undefined);
  },
});
