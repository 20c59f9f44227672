import { createContext, useContext } from 'react';

/** What the help panel explains: a page, or the keyboard. */
export type HelpTopic =
  | 'choose'
  | 'review'
  | 'compare'
  | 'batch'
  | 'batch-plan'
  | 'transfers'
  | 'history'
  | 'replication'
  | 'settings'
  | 'shortcuts';

/** Opens the help panel with a topic. Undefined where a component is rendered outside the app, as in tests. */
export const HelpContext = createContext<((topic: HelpTopic) => void) | undefined>(undefined);

export const useOpenHelp = (): ((topic: HelpTopic) => void) | undefined => useContext(HelpContext);
