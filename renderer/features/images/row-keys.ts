import type { KeyboardEvent } from 'react';

const attribute = 'data-row-digest';

/** Attributes that mark a row with its digest, so that a key pressed in the row finds its image. */
export const rowDigest = (digest: string) => ({ [attribute]: digest });

const isTextField = (element: Element): boolean =>
  element.matches('textarea, select, input:not([type=checkbox])');

/** Whether a key applies to the row; Enter on a link or button activates that instead. */
const isRowKey = (key: string, element: Element): boolean =>
  key === 'i' || (key === 'Enter' && !element.matches('a, button, [role=button]'));

/** A key handler: I anywhere in a row, or Enter on its checkbox, opens the details of its image. */
export function rowKeys(onDetails: (digest: string) => void) {
  return (event: KeyboardEvent): void => {
    const { target, key } = event;
    if (event.ctrlKey || event.metaKey || event.altKey || !(target instanceof Element)) return;
    if (isTextField(target) || !isRowKey(key, target)) return;
    const digest = target.closest('tr')?.querySelector(`[${attribute}]`)?.getAttribute(attribute);
    if (typeof digest !== 'string') return;
    event.preventDefault();
    onDetails(digest);
  };
}
