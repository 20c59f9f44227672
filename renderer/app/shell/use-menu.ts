import { useEffect, useEffectEvent } from 'react';
import type { MenuCommand } from '../../../shared/commands.ts';
import { commandIds, getCommand } from '../../../shared/commands.ts';
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

/** Runs the commands of the native menu; some of their keys also work without a menu. */
export function useMenu(run: (command: MenuCommand) => void): void {
  const onCommand = useEffectEvent(run);

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
