import { useEffect, useEffectEvent } from 'react';
import type { MenuCommand } from '../../../shared/commands.ts';
import { commandIds, getCommand } from '../../../shared/commands.ts';
import { isModalOpen } from '../../components/dialog.tsx';
import { isTyping, matchesAccelerator } from '../../components/keyboard.ts';
import { onEvent } from '../../ipc/bridge.ts';

const inPage = commandIds.filter((id) => getCommand(id).isHandledInPage);

/** The command of a key press. A key that types a character, such as `?`, is no command in a text field. */
const findCommand = (event: KeyboardEvent): MenuCommand | undefined =>
  inPage.find((id) =>
    getCommand(id).keys.some(
      (key) => matchesAccelerator(event, key) && !(key.length === 1 && isTyping(event.target)),
    ),
  );

/** Commands that open a dialog, which is shown over another one, and the one that a second start of the app sends. */
const worksBesideDialogs: ReadonlySet<MenuCommand> = new Set([
  'save-diagnostics',
  'report-problem',
  'check-for-updates',
  'show-about',
  'refresh',
]);

/**
 * Runs the commands of the native menu; some of their keys also work without a menu. While a dialog is open, the page behind
 * it is not replaced.
 */
export function useMenu(run: (command: MenuCommand) => void): void {
  const onCommand = useEffectEvent((command: MenuCommand): void => {
    if (worksBesideDialogs.has(command) || !isModalOpen()) run(command);
  });

  useEffect(() => onEvent('menu.command', (command) => onCommand(command)), []);

  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      const command = findCommand(event);
      if (!command) return;
      event.preventDefault();
      onCommand(command);
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, []);
}
