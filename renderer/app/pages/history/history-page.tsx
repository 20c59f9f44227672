import { useState } from 'react';
import { HistoryTable } from '../../../features/history/history-table.tsx';
import { useHistoryView } from '../../../features/history/use-history-view.ts';
import { useSettings } from '../../../features/settings/api.ts';
import pageStyles from '../../page/page.module.css';
import { EntryPage } from './entry-page.tsx';
import type { Repetition } from './use-repeat.ts';

export interface Props {
  /** The page of the list, from 1; it outlives this page of the app. */
  readonly page: number;
  readonly onPage: (page: number) => void;
  readonly onRepeat: (repetition: Repetition) => void;
}

/** The history: the list, or the entry that was opened from it. */
export function HistoryPage({ page, onPage, onRepeat }: Props) {
  const [view, setView] = useHistoryView(page, onPage);
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
