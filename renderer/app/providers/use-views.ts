import { useQueryClient } from '@tanstack/react-query';
import type { Settings, TableView } from '../../../shared/models/settings.ts';
import { knownSettings, useChangeSettings } from '../../features/settings/api.ts';

/** How a table was left, and what to call with what is otherwise now. */
export interface RememberedView {
  readonly view: TableView;
  readonly onView: (change: TableView) => void;
}

/** The views of tables by name, kept from one start to the next. */
export function useViews(settings: Settings): (name: string) => RememberedView {
  const { mutate } = useChangeSettings();
  const client = useQueryClient();
  return (name) => ({
    view: settings.tables.views[name] ?? {},
    onView(change) {
      // A filter is kept some time after it was typed: what has changed since stays.
      const { tables } = knownSettings(client) ?? settings;
      const view = { ...tables.views[name], ...change };
      mutate({ tables: { ...tables, views: { ...tables.views, [name]: view } } });
    },
  });
}
