import { useCallback, useState } from 'react';
import type { ErrorData } from '../../../shared/models/result.ts';

/** A message to the user that is not the result of an input on the page. */
export type Notice =
  | { readonly type: 'info' | 'warning' | 'success'; readonly text: string }
  | { readonly type: 'error'; readonly error: ErrorData };

export type Notify = (notice: Notice) => void;

interface Shown {
  readonly id: number;
  readonly notice: Notice;
}

const getText = (notice: Notice): string => (notice.type === 'error' ? notice.error.message : notice.text);

/** The notices at the top of the window, the latest last; a text is shown once. */
export function useNotices() {
  const [{ shown }, setNotices] = useState<{ readonly next: number; readonly shown: readonly Shown[] }>({
    next: 1,
    shown: [],
  });
  const notify: Notify = useCallback((notice) => {
    setNotices(({ next, shown: before }) => ({
      next: next + 1,
      shown: [...before.filter((each) => getText(each.notice) !== getText(notice)), { id: next, notice }],
    }));
  }, []);
  const dismissed = useCallback((id: number) => {
    setNotices((before) => ({ ...before, shown: before.shown.filter((each) => each.id !== id) }));
  }, []);
  return { notices: shown, notify, dismissed };
}
