import type { KeyboardEvent } from 'react';
import { useEffect, useState } from 'react';
import type { ProfileSummary } from '../../../../shared/models/profile.ts';
import { isUsable } from '../../../../shared/models/profile.ts';

interface Options {
  readonly rows: readonly ProfileSummary[];
  readonly chosen: string | undefined;
  readonly gridId: string;
  readonly onChoose: (name: string) => void;
}

/** The number of rows that Page Up and Page Down move. */
const pageOfRows = 10;

/** The index of the row that a key moves to; undefined for other keys. */
function target(key: string, current: number, count: number): number | undefined {
  switch (key) {
    case 'ArrowDown':
      return current < count - 1 ? current + 1 : 0;
    case 'ArrowUp':
      return current > 0 ? current - 1 : count - 1;
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    case 'PageDown':
      return Math.min(current + pageOfRows, count - 1);
    case 'PageUp':
      return Math.max(current - pageOfRows, 0);
    default:
      return undefined;
  }
}

/** The active row of the list: initially the selected one, otherwise the first usable one. */
export function useActiveRow({ rows, chosen, gridId, onChoose }: Options) {
  const [requested, setActive] = useState(chosen);
  const active = (rows.find(({ name }) => name === requested) ?? rows.find(isUsable) ?? rows[0])?.name;
  const rowId = (name: string): string => `${gridId}${name}`;
  const activeId = active && rowId(active);

  useEffect(() => {
    if (activeId) document.getElementById(activeId)?.scrollIntoView({ block: 'nearest' });
  }, [activeId]);

  /** Moves the active row, or selects it with Enter in the filter. Returns whether the active row changed. */
  const onKeyDown = (event: KeyboardEvent, isInFilter: boolean): boolean => {
    const index = rows.findIndex(({ name }) => name === active);
    const row = rows[index];
    if (!row) return false;
    if (event.key === 'Enter' && isInFilter) {
      event.preventDefault();
      if (isUsable(row)) onChoose(row.name);
      return false;
    }
    const next = rows[target(event.key, index, rows.length) ?? -1];
    if (!next) return false;
    event.preventDefault();
    setActive(next.name);
    return true;
  };

  return { active, rowId, onKeyDown, setActive };
}
