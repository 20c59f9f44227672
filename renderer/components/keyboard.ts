/** Whether a key belongs to a text field. */
export const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  target.matches('input:not([type=checkbox], [type=radio]), textarea, [contenteditable]');

type KeyPress = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey'>;

/**
 * Whether a key press is an accelerator of Electron, such as `CmdOrCtrl+Shift+S`, `F6` or `?`.
 * Shift is part of typing a character that is no letter, so it counts only for letters and named keys.
 */
export function matchesAccelerator(event: KeyPress, accelerator: string): boolean {
  const parts = accelerator.split('+');
  const key = parts.at(-1) ?? '';
  const isSign = key.length === 1 && key.toLowerCase() === key.toUpperCase();
  return (
    event.key.toLowerCase() === key.toLowerCase() &&
    (event.ctrlKey || event.metaKey) === parts.includes('CmdOrCtrl') &&
    (isSign || event.shiftKey === parts.includes('Shift')) &&
    !event.altKey
  );
}

const macSigns: Readonly<Record<string, string>> = { CmdOrCtrl: '⌘', Shift: '⇧' };

/** An accelerator as its platform writes it: `Ctrl+Shift+S`, `⇧⌘S`. */
export function formatAccelerator(accelerator: string, isMac: boolean): string {
  if (!isMac) return accelerator.replace('CmdOrCtrl', 'Ctrl');
  const [key = '', ...modifiers] = accelerator.split('+').toReversed();
  return [...modifiers.map((each) => macSigns[each] ?? each), key].join('');
}

export const isMac = (): boolean => navigator.platform.startsWith('Mac');
