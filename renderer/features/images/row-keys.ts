import type { KeyboardEvent } from 'react';

const attribute = 'data-row-digest';

/** Marks what stands in a row, so that a key pressed anywhere in the row finds its image. */
export const rowDigest = (digest: string) => ({ [attribute]: digest });

const isTextField = (element: Element): boolean =>
  element.matches('textarea, select, input:not([type=checkbox])');

/** Enter opens a link or presses a button where one has the keyboard; elsewhere in a row it means the row. */
const meansRow = (key: string, element: Element): boolean =>
  key === 'i' || (key === 'Enter' && !element.matches('a, button, [role=button]'));

/** I anywhere in a row, or Enter on its checkbox, asks for the details of its image. */
export function rowKeys(onDetails: (digest: string) => void) {
  return (event: KeyboardEvent): void => {
    const { target, key } = event;
    if (event.ctrlKey || event.metaKey || event.altKey || !(target instanceof Element)) return;
    if (isTextField(target) || !meansRow(key, target)) return;
    const digest = target.closest('tr')?.querySelector(`[${attribute}]`)?.getAttribute(attribute);
    if (typeof digest !== 'string') return;
    event.preventDefault();
    onDetails(digest);
  };
}
