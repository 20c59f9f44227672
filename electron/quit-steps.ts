import { assertNever } from '../shared/result.ts';

/** How far the app is on its way out. */
export type QuitState = 'running' | 'asking' | 'finishing' | 'over';

export type QuitEvent =
  /** The app is asked to quit, by the menu, the system or the closing of its last window. */
  | { readonly kind: 'quit'; readonly copying: boolean }
  /** The window is being closed. */
  | { readonly kind: 'close'; readonly copying: boolean; readonly closingQuits: boolean }
  | { readonly kind: 'answer'; readonly answer: 'keep-copying' | 'quit' }
  | { readonly kind: 'finished' };

/** What to do now, and whether what was about to happen (the quit, the close) may go on. */
export interface QuitStep {
  readonly state: QuitState;
  readonly allow: boolean;
  readonly action: 'none' | 'ask' | 'finish' | 'quit';
}

const waitIn = (state: QuitState): QuitStep => ({ state, allow: false, action: 'none' });
const goOn = (state: QuitState): QuitStep => ({ state, allow: true, action: 'none' });
const ask: QuitStep = { state: 'asking', allow: false, action: 'ask' };
const finish: QuitStep = { state: 'finishing', allow: false, action: 'finish' };
const quit: QuitStep = { state: 'over', allow: false, action: 'quit' };

function leave(state: QuitState, copying: boolean): QuitStep {
  switch (state) {
    case 'running':
      return copying ? ask : finish;
    case 'asking':
    case 'finishing':
      return waitIn(state);
    case 'over':
      return goOn(state);
    default:
      return assertNever(state);
  }
}

/**
 * The way out: a person is asked while images are copied, work is finished, then the app quits. A second close while
 * the question is open, or while work is being finished, changes nothing.
 */
export function nextQuitStep(state: QuitState, event: QuitEvent): QuitStep {
  switch (event.kind) {
    case 'quit':
      return leave(state, event.copying);
    case 'close':
      return state === 'running' && !event.copying && !event.closingQuits
        ? goOn(state)
        : leave(state, event.copying);
    case 'answer':
      if (state !== 'asking') return waitIn(state);
      return event.answer === 'quit' ? finish : waitIn('running');
    case 'finished':
      return state === 'finishing' ? quit : waitIn(state);
    default:
      return assertNever(event);
  }
}
