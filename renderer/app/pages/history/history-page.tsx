import { useState } from 'react';
import { HistoryTable, useHistoryView } from '../../../features/history/history-table.tsx';
import { useSettings } from '../../../features/settings/api.ts';
import pageStyles from '../../layout/page.module.css';
import { EntryPage } from './entry-page.tsx';
import type { Repetition } from './use-repeat.ts';

/** The history: the list, or the entry that was opened from it. */
export function HistoryPage({ onRepeat }: { readonly onRepeat: (repetition: Repetition) => void }) {
  const [view, setView] = useHistoryView();
  const [opened, setOpened] = useState<string>();
  const { data: settings } = useSettings();
  return (
    <div className={pageStyles.page}>
      <div className={pageStyles.scroll}>
        {opened === undefined ? (
          <HistoryTable view={view} onView={setView} onOpen={setOpened} limit={settings?.history.limit} />
        ) : (
          <EntryPage id={opened} onBack={() => setOpened(undefined)} onRepeat={onRepeat} />
        )}
      </div>
    </div>
  );
}
