import { createContext, useContext } from 'react';
import type { ErrorData, FilePlace } from '../../shared/result.ts';
import type { ErrorActions } from './error-actions.ts';

/** What can be done about a profile or the network from anywhere in the app; each begins with a person's click. */
export interface RecoveryActions {
  /** Begins the sign-in that the profile's chain needs. */
  readonly signIn: (profile: string) => void;
  /** Asks for the MFA code that this profile of a chain wants. */
  readonly enterCode: (profile: string) => void;
  /** Opens the AWS file that a profile stands in. */
  readonly openFile: (place: FilePlace | undefined) => void;
  readonly openNetworkSettings: () => void;
  readonly reloadShellEnvironment: () => void;
  /** From the profile to the one whose credentials are used first; just itself where nothing is known of it. */
  readonly buildChain: (profile: string) => readonly string[];
}

/** Absent where a component is shown without the app around it. */
export const RecoveryContext = createContext<RecoveryActions | undefined>(undefined);

export const useRecoveryActions = (): RecoveryActions | undefined => useContext(RecoveryContext);

/** What can be done about an error: what its place offers, and what the whole app does. */
export function useErrorActions(error: ErrorData, actions: ErrorActions): ErrorActions {
  const recoveryActions = useRecoveryActions();
  if (!recoveryActions) return actions;
  const { profile, place } = error;
  return {
    'network-settings': recoveryActions.openNetworkSettings,
    'reload-shell-environment': recoveryActions.reloadShellEnvironment,
    'open-file': () => recoveryActions.openFile(place),
    ...(profile !== undefined && {
      'sign-in': () => recoveryActions.signIn(profile),
      'enter-code': () => recoveryActions.enterCode(profile),
    }),
    ...actions,
  };
}
