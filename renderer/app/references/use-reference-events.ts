import { useEffect, useEffectEvent } from 'react';
import { onEvent } from '../../ipc/bridge.ts';
import type { OpenReference } from './use-open-reference.ts';

const containsText = ({ dataTransfer }: DragEvent): boolean =>
  dataTransfer?.types.includes('text/plain') === true;

/** A file of another program; an image of a web page comes with the text of its address. */
const isFile = (event: DragEvent): boolean =>
  event.dataTransfer?.types.includes('Files') === true && !containsText(event);

/** Text fields handle dropped text themselves. */
const isOnField = ({ target }: DragEvent): boolean =>
  target instanceof Element && target.closest('input, textarea') !== null;

/**
 * Opens references that are dropped onto the window, or opened from the clipboard by the menu or by a link.
 *
 * @param isReady whether profiles and settings are known, which opening needs; a link can start the app.
 */
export function useReferenceEvents(
  { openText, openOpened }: Pick<OpenReference, 'openText' | 'openOpened'>,
  isReady: boolean,
): void {
  const onText = useEffectEvent((text: string) => void openText(text));
  const onOpened = useEffectEvent(() => void openOpened());

  useEffect(() => {
    if (!isReady) return undefined;
    onOpened();
    return onEvent('references.opened', () => onOpened());
  }, [isReady]);

  useEffect(() => {
    const onDragOver = (event: DragEvent): void => {
      if (isFile(event) && event.dataTransfer) {
        // The pointer shows that the window opens no files; otherwise a drop does nothing, and nothing says why.
        event.preventDefault();
        event.dataTransfer.dropEffect = 'none';
        return;
      }
      if (!containsText(event) || isOnField(event)) return;
      event.preventDefault();
    };
    const onDrop = (event: DragEvent): void => {
      if (!containsText(event) || isOnField(event)) return;
      event.preventDefault();
      onText(event.dataTransfer?.getData('text/plain') ?? '');
    };
    document.addEventListener('dragover', onDragOver);
    document.addEventListener('drop', onDrop);
    return () => {
      document.removeEventListener('dragover', onDragOver);
      document.removeEventListener('drop', onDrop);
    };
  }, []);
}
