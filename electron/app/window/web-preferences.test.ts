import { expect, test } from 'vitest';
import { webPreferences } from './web-preferences.ts';

test('the page is isolated, sandboxed, without Node.js, and by no rule weaker than a page of a browser', () => {
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

test('only the unpackaged app has developer tools', () => {
  expect(webPreferences('', false).devTools).toBe(true);
});
