import { useQueryClient } from '@tanstack/react-query';
import type { Settings, TableView } from '../../../../shared/models/settings.ts';
import { knownSettings, useChangeSettings } from '../../../features/settings/api.ts';

/** The saved view of a table, and the function that changes it. */
export interface RememberedView {
  readonly view: TableView;
  readonly onView: (change: TableView) => void;
}

/** The views of tables by name, saved in the settings. */
export function useViews(settings: Settings): (name: string) => RememberedView {
  const { mutate } = useChangeSettings();
  const client = useQueryClient();
  return (name) => ({
    view: settings.tables.views[name] ?? {},
    onView(change) {
      // A filter is saved with a delay, so it is merged into the current settings.
      const { tables } = knownSettings(client) ?? settings;
      const view = { ...tables.views[name], ...change };
      mutate({ tables: { ...tables, views: { ...tables.views, [name]: view } } });
    },
  });
}
