import { useCallback, useState } from 'react';
import type { ErrorData } from '../../../../shared/result.ts';

/** Something that the person should know and did not ask for. */
export type Notice =
  | { readonly type: 'info' | 'warning' | 'success'; readonly text: string }
  | { readonly type: 'error'; readonly error: ErrorData };

export type Tell = (notice: Notice) => void;

interface Shown {
  readonly id: number;
  readonly notice: Notice;
}

const wordsOf = (notice: Notice): string => (notice.type === 'error' ? notice.error.message : notice.text);

/** What is told at the top of the window, the latest last; the same words stand there once. */
export function useNotices() {
  const [{ shown }, setNotices] = useState<{ readonly next: number; readonly shown: readonly Shown[] }>({
    next: 1,
    shown: [],
  });
  const tell: Tell = useCallback((notice) => {
    setNotices(({ next, shown: before }) => ({
      next: next + 1,
      shown: [...before.filter((each) => wordsOf(each.notice) !== wordsOf(notice)), { id: next, notice }],
    }));
  }, []);
  const putAway = useCallback((id: number) => {
    setNotices((before) => ({ ...before, shown: before.shown.filter((each) => each.id !== id) }));
  }, []);
  return { notices: shown, tell, putAway };
}
