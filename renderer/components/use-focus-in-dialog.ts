import type { RefObject } from 'react';
import { useEffect } from 'react';

/** Focuses a field when its dialog opens; Cloudscape focuses the close button. */
export function useFocusInDialog(field: RefObject<{ focus(): void } | null>): void {
  useEffect(() => {
    const timer = setTimeout(() => field.current?.focus());
    return () => clearTimeout(timer);
  }, [field]);
}
