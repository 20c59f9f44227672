import { assertNever } from '../../../shared/models/result.ts';

/** Where the app is between running and the end of the process. */
export type QuitState = 'running' | 'asking' | 'in-background' | 'finishing' | 'finished';

/** `store-and-quit` tries to store records that are only in memory, and asks again when that fails. */
export type QuitAnswer = 'keep-copying' | 'finish-in-background' | 'store-and-quit' | 'quit';

export type QuitEvent =
  /** The menu, the system or the closing of the last window requests to quit. */
  | { readonly kind: 'quit'; readonly hasWork: boolean }
  /** The window is being closed. */
  | {
      readonly kind: 'close';
      readonly hasWork: boolean;
      readonly quitsOnClose: boolean;
      /** Whether the app keeps running in the tray. */
      readonly staysInTray: boolean;
    }
  | { readonly kind: 'answer'; readonly answer: QuitAnswer }
  /** No transfer is active. */
  | { readonly kind: 'inactive' }
  /** The window is shown. */
  | { readonly kind: 'shown' }
  | { readonly kind: 'finished' };

/** The next state and action, and whether the event (quit, close) is allowed. */
export interface QuitStep {
  readonly state: QuitState;
  readonly allow: boolean;
  readonly action: 'none' | 'ask' | 'hide' | 'finish' | 'quit';
}

const stay = (state: QuitState): QuitStep => ({ state, allow: false, action: 'none' });
const allow = (state: QuitState): QuitStep => ({ state, allow: true, action: 'none' });
const ask: QuitStep = { state: 'asking', allow: false, action: 'ask' };
const hide: QuitStep = { state: 'in-background', allow: false, action: 'hide' };
const finish: QuitStep = { state: 'finishing', allow: false, action: 'finish' };
const quit: QuitStep = { state: 'finished', allow: false, action: 'quit' };

function quitFrom(state: QuitState, hasWork: boolean): QuitStep {
  switch (state) {
    case 'running':
    case 'in-background':
      return hasWork ? ask : finish;
    case 'asking':
    case 'finishing':
      return stay(state);
    case 'finished':
      return allow(state);
    default:
      return assertNever(state);
  }
}

function stepAfter(answer: QuitAnswer): QuitStep {
  switch (answer) {
    case 'keep-copying':
      return stay('running');
    case 'finish-in-background':
      return hide;
    case 'store-and-quit':
    case 'quit':
      return finish;
    default:
      return assertNever(answer);
  }
}

/**
 * The state machine of quitting: ask the user when there is work, finish the work, then quit. A second close during the
 * question or while work is being finished changes nothing. In the background all transfers finish first; showing the window
 * again cancels quitting.
 */
export function nextQuitStep(state: QuitState, event: QuitEvent): QuitStep {
  switch (event.kind) {
    case 'quit':
      return quitFrom(state, event.hasWork);
    case 'close':
      if (state === 'running' && event.staysInTray) return { state, allow: false, action: 'hide' };
      return state === 'running' && !event.hasWork && !event.quitsOnClose
        ? allow(state)
        : quitFrom(state, event.hasWork);
    case 'answer':
      return state === 'asking' ? stepAfter(event.answer) : stay(state);
    case 'inactive':
      return state === 'in-background' ? finish : stay(state);
    case 'shown':
      return stay(state === 'in-background' ? 'running' : state);
    case 'finished':
      return state === 'finishing' ? quit : stay(state);
    default:
      return assertNever(event);
  }
}
