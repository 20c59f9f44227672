import { useEffect, useEffectEvent } from 'react';
import type { MenuCommand } from '../../shared/ipc.ts';
import { onEvent } from '../bridge.ts';

/** Runs the native menu's commands; Ctrl or Cmd+F works without a menu, too. */
export function useMenu(run: (command: MenuCommand) => void): void {
  const onCommand = useEffectEvent(run);

  useEffect(() => onEvent('menu.command', (command) => onCommand(command)), []);

  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      if (!(event.ctrlKey || event.metaKey) || event.shiftKey || event.altKey || event.key !== 'f') return;
      event.preventDefault();
      onCommand('find');
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, []);
}
