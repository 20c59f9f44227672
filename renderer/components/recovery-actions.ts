import { createContext, useContext } from 'react';
import type { ErrorData, FilePlace } from '../../shared/result.ts';
import type { ErrorActions } from './error-actions.ts';

/** Actions that fix a profile or the network from any page; each starts with a click of the user. */
export interface RecoveryActions {
  /** Starts the sign-in that the profile's chain needs. */
  readonly signIn: (profile: string) => void;
  /** Opens the dialog for the MFA code that this profile of a chain requires. */
  readonly enterCode: (profile: string) => void;
  /** Opens the AWS file that defines a profile. */
  readonly openFile: (place: FilePlace | undefined) => void;
  readonly openNetworkSettings: () => void;
  readonly reloadShellEnvironment: () => void;
  /** The profile names from this one to the one that provides the base credentials; only itself when unknown. */
  readonly getProfileChain: (profile: string) => readonly string[];
}

/** Undefined where a component is rendered outside the app, as in tests. */
export const RecoveryContext = createContext<RecoveryActions | undefined>(undefined);

export const useRecoveryActions = (): RecoveryActions | undefined => useContext(RecoveryContext);

/** The actions for an error: those of the page, and those that the app offers everywhere. */
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
