import type { Rectangle, WebContents } from 'electron';

/** The part of Electron's `WebContents` that the stand-in provides. */
export type ProvidedContents = Pick<
  WebContents,
  | 'close'
  | 'executeJavaScript'
  | 'forcefullyCrashRenderer'
  | 'getURL'
  | 'getZoomLevel'
  | 'id'
  | 'isCrashed'
  | 'isDestroyed'
  | 'reload'
  | 'send'
  | 'setWindowOpenHandler'
  | 'setZoomLevel'
>;

export type WindowOpenHandler = Parameters<WebContents['setWindowOpenHandler']>[0];

/** Events that come; those after the empty line come only from a test that emits them: nothing in Chromium brings them about. */
export const contentsEvents = [
  'destroyed',
  'did-fail-load',
  'did-finish-load',
  'dom-ready',
  'preload-error',
  'render-process-gone',
  'will-frame-navigate',
  'will-navigate',

  'unresponsive',
  'responsive',
  'will-attach-webview',
  'will-redirect',
];

export interface WebContentsOptions {
  readonly preload: string | undefined;
  readonly bounds: Rectangle;
  /** False leaves the window's place to the system. */
  readonly withPlace: boolean;
}
