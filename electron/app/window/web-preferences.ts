import type { WebPreferences } from 'electron';

/**
 * The permissions of the page. Defaults of Electron are repeated, so that a change of a default has no effect.
 * https://www.electronjs.org/docs/latest/tutorial/security, points 2 to 4, 6 and 8 to 12
 *
 * @param preload path of the preload script.
 */
export const webPreferences = (preload: string, isPackaged: boolean): WebPreferences => ({
  preload,
  contextIsolation: true,
  sandbox: true,
  nodeIntegration: false,
  nodeIntegrationInSubFrames: false,
  nodeIntegrationInWorker: false,
  webSecurity: true,
  allowRunningInsecureContent: false,
  experimentalFeatures: false,
  webviewTag: false,
  navigateOnDragDrop: false,
  spellcheck: false,
  devTools: !isPackaged,
});
