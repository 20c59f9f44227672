import { useEffect, useEffectEvent } from 'react';
import type { MenuCommand } from '../../../shared/ipc.ts';
import { onEvent } from '../../ipc/bridge.ts';

const keys: Readonly<Record<string, MenuCommand>> = {
  f: 'find',
  k: 'command-palette',
  ',': 'show-settings',
};

/** Runs the commands of the native menu; Ctrl or Cmd with F, K or comma also work without a menu. */
export function useMenu(run: (command: MenuCommand) => void): void {
  const onCommand = useEffectEvent(run);

  useEffect(() => onEvent('menu.command', (command) => onCommand(command)), []);

  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      if (!(event.ctrlKey || event.metaKey) || event.shiftKey || event.altKey) return;
      const command = keys[event.key];
      if (!command) return;
      event.preventDefault();
      onCommand(command);
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, []);
}
