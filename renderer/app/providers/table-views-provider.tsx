import { useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useDeferredValue, useMemo, useState } from 'react';
import { readView, tablesSchema, withView } from '../../../shared/models/table-view.ts';
import type { TableViews } from '../../components/table-views.ts';
import { TableViewsContext } from '../../components/table-views.ts';
import { knownSettings, useChangeSettings, useSettings } from '../../features/settings/api.ts';

/** Saves the views of all tables in the settings; while there are none, views are kept for the window only. */
export function TableViewsProvider({ children }: { readonly children: ReactNode }) {
  const { data: settings } = useSettings();
  const client = useQueryClient();
  const { mutate } = useChangeSettings();
  const [unsaved, setUnsaved] = useState(() => tablesSchema.parse({}));
  // A change, such as another order, renders all tables, so that it is deferred.
  const tables = useDeferredValue(settings?.tables ?? unsaved);
  const views = useMemo<TableViews>(
    () => ({
      // A table that is opened meanwhile has the change already.
      read: (name) => readView(knownSettings(client)?.tables ?? tables, name),
      change(name, change) {
        // A filter is saved with a delay, so it is merged into the current settings.
        const current = knownSettings(client);
        if (current) mutate({ tables: withView(current.tables, name, change) });
        else setUnsaved((latest) => withView(latest, name, change));
      },
      imageFilters: tables.imageFilters ?? [],
      saveImageFilters(filters) {
        const current = knownSettings(client);
        if (current) mutate({ tables: { ...current.tables, imageFilters: [...filters] } });
      },
    }),
    [tables, client, mutate],
  );
  return <TableViewsContext value={views}>{children}</TableViewsContext>;
}
