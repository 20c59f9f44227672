import { createContext, useContext } from 'react';

/** The dialogs about the app itself, which several pages open. */
export type AppDialog = 'about' | 'diagnostics' | 'problem';

/** Opens a dialog. Undefined where a component is rendered outside the app, as in tests. */
export const AppDialogContext = createContext<((dialog: AppDialog) => void) | undefined>(undefined);

export const useOpenAppDialog = (): ((dialog: AppDialog) => void) | undefined => useContext(AppDialogContext);
