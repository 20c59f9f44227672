import type {
  MessageBoxOptions,
  MessageBoxReturnValue,
  OpenDialogReturnValue,
  SaveDialogReturnValue,
} from 'electron';
import { askInWindow } from './question-window.ts';
import { withoutGaps } from './not-provided.ts';
import { runtime } from './runtime-state.ts';

/** Electron's rule for the button that Escape presses. */
export function cancelButton({ cancelId, buttons = [] }: MessageBoxOptions): number {
  if (cancelId !== undefined) return cancelId;
  return Math.max(
    0,
    buttons.findIndex((label) => ['cancel', 'no'].includes(label.toLowerCase())),
  );
}

const optionsOf = (args: readonly unknown[]): MessageBoxOptions => args.at(-1) as MessageBoxOptions;

/** Without a display a question is answered by its cancel button; a test replaces the function. */
export const dialog = withoutGaps('dialog', {
  async showMessageBox(...args: readonly unknown[]): Promise<MessageBoxReturnValue> {
    const options = optionsOf(args);
    const hasPerson = !runtime.headless && !runtime.remoteControlled;
    const response = hasPerson ? await askInWindow(options) : cancelButton(options);
    return { response: response ?? cancelButton(options), checkboxChecked: options.checkboxChecked ?? false };
  },
  showMessageBoxSync: (...args: readonly unknown[]): number => cancelButton(optionsOf(args)),
  showErrorBox: (title: string, content: string): void => console.error(`${title}\n${content}`),
  showOpenDialog: (): Promise<OpenDialogReturnValue> => Promise.resolve({ canceled: true, filePaths: [] }),
  showSaveDialog: (): Promise<SaveDialogReturnValue> => Promise.resolve({ canceled: true, filePath: '' }),
});
