import { createContext, useContext } from 'react';
import type { ErrorData, FilePlace } from '../../shared/result.ts';
import type { ErrorActions } from './error-actions.ts';

/** What can be done about a profile or the network from anywhere in the app; each begins with a person's click. */
export interface Cures {
  /** Begins the sign-in that the profile's chain needs. */
  readonly signIn: (profile: string) => void;
  /** Asks for the MFA code that this profile of a chain wants. */
  readonly enterCode: (profile: string) => void;
  /** Opens the AWS file that a profile stands in. */
  readonly openFile: (place: FilePlace | undefined) => void;
  readonly openNetworkSettings: () => void;
  readonly reloadShellEnvironment: () => void;
  /** From the profile to the one whose credentials are used first; just itself where nothing is known of it. */
  readonly chainOf: (profile: string) => readonly string[];
}

/** Absent where a component is shown without the app around it. */
export const CuresContext = createContext<Cures | undefined>(undefined);

export const useCures = (): Cures | undefined => useContext(CuresContext);

/** What can be done about an error: what its place offers, and what the whole app does. */
export function useErrorActions(error: ErrorData, actions: ErrorActions): ErrorActions {
  const cures = useCures();
  if (!cures) return actions;
  const { profile, place } = error;
  return {
    'network-settings': cures.openNetworkSettings,
    'reload-shell-environment': cures.reloadShellEnvironment,
    'open-file': () => cures.openFile(place),
    ...(profile !== undefined && {
      'sign-in': () => cures.signIn(profile),
      'enter-code': () => cures.enterCode(profile),
    }),
    ...actions,
  };
}
