import { assertNever } from '../../../shared/result.ts';

/** How far the app is on its way out. */
export type QuitState = 'running' | 'asking' | 'in-background' | 'finishing' | 'over';

/** `store-and-quit` tries to store what is only in memory, and asks again where that fails. */
export type QuitAnswer = 'keep-copying' | 'finish-in-background' | 'store-and-quit' | 'quit';

export type QuitEvent =
  /** The app is asked to quit, by the menu, the system or the closing of its last window. */
  | { readonly kind: 'quit'; readonly copying: boolean }
  /** The window is being closed. */
  | { readonly kind: 'close'; readonly copying: boolean; readonly closingQuits: boolean }
  | { readonly kind: 'answer'; readonly answer: QuitAnswer }
  /** Nothing is copied any more that would go on by itself. */
  | { readonly kind: 'settled' }
  /** The window is there again. */
  | { readonly kind: 'shown' }
  | { readonly kind: 'finished' };

/** What to do now, and whether what was about to happen (the quit, the close) may go on. */
export interface QuitStep {
  readonly state: QuitState;
  readonly allow: boolean;
  readonly action: 'none' | 'ask' | 'hide' | 'finish' | 'quit';
}

const waitIn = (state: QuitState): QuitStep => ({ state, allow: false, action: 'none' });
const goOn = (state: QuitState): QuitStep => ({ state, allow: true, action: 'none' });
const ask: QuitStep = { state: 'asking', allow: false, action: 'ask' };
const hide: QuitStep = { state: 'in-background', allow: false, action: 'hide' };
const finish: QuitStep = { state: 'finishing', allow: false, action: 'finish' };
const quit: QuitStep = { state: 'over', allow: false, action: 'quit' };

function leave(state: QuitState, copying: boolean): QuitStep {
  switch (state) {
    case 'running':
    case 'in-background':
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

function follow(answer: QuitAnswer): QuitStep {
  switch (answer) {
    case 'keep-copying':
      return waitIn('running');
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
 * The way out: a person is asked while images are copied, work is finished, then the app quits. A second close while
 * the question is open, or while work is being finished, changes nothing. In the background the work ends first; a window
 * that is shown again takes that back.
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
      return state === 'asking' ? follow(event.answer) : waitIn(state);
    case 'settled':
      return state === 'in-background' ? finish : waitIn(state);
    case 'shown':
      return waitIn(state === 'in-background' ? 'running' : state);
    case 'finished':
      return state === 'finishing' ? quit : waitIn(state);
    default:
      return assertNever(event);
  }
}
