import type { RefObject } from 'react';
import { useEffect } from 'react';

/** Puts the keyboard into a field of a dialog that opens; Cloudscape gives it to the button that closes the dialog. */
export function useFocusInDialog(field: RefObject<{ focus(): void } | null>): void {
  useEffect(() => {
    const timer = setTimeout(() => field.current?.focus());
    return () => clearTimeout(timer);
  }, [field]);
}
