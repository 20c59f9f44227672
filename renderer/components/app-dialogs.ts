import type { MenuCommand } from '../../shared/commands.ts';
import { createContext, useContext } from 'react';

/** The dialogs about the app itself, which several pages open. */
export type AppDialog = 'about' | 'diagnostics' | 'problem' | 'updates';

/** The dialog that a command of the menu opens. */
export const dialogOf = {
  'show-about': 'about',
  'save-diagnostics': 'diagnostics',
  'report-problem': 'problem',
  'check-for-updates': 'updates',
} as const satisfies Partial<Record<MenuCommand, AppDialog>>;

/** Opens a dialog. Undefined where a component is rendered outside the app, as in tests. */
export const AppDialogContext = createContext<((dialog: AppDialog) => void) | undefined>(undefined);

export const useOpenAppDialog = (): ((dialog: AppDialog) => void) | undefined => useContext(AppDialogContext);
