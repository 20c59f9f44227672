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

/** Events that are emitted; those after the empty line are only emitted by a test, as Chromium does not cause them. */
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
  /** False leaves the window's position to the system. */
  readonly withPlace: boolean;
}
