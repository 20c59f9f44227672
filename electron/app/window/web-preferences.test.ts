import { expect, test } from 'vitest';
import { webPreferences } from './web-preferences.ts';

test('isolates the page in a sandbox without Node.js, with the restrictions of a browser', () => {
  expect(webPreferences('/app/preload.cjs', true)).toEqual({
    preload: '/app/preload.cjs',
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
    devTools: false,
  });
});

test('allows developer tools only when not packaged', () => {
  expect(webPreferences('', false).devTools).toBe(true);
});
