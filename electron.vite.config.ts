import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';
import { resolve } from 'node:path';
import { createFirstScreenChunk } from './scripts/vite/first-screen-chunk.ts';
import { paintFirstFrame } from './scripts/vite/paint-first-frame.ts';
import { recordBundledPackages } from './scripts/vite/record-packages.ts';
import { separateFonts } from './scripts/vite/separate-fonts.ts';

const testableMode = 'testable';
const outFolder = (mode: string): string => (mode === testableMode ? 'out/testable' : 'out');
const here = (path: string): string => resolve(import.meta.dirname, path);

/** For the dev server alone: it inserts scripts and styles into the page and sends changes over a socket. */
const devPolicy =
  "default-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; connect-src 'self' ws:";

/**
 * Main and preload are bundled whole, so that the packaged app carries no node_modules. The mode `testable` builds the
 * same sources for a package that tests may debug; it is written elsewhere, so that it never gets into a release.
 */
export default defineConfig(({ mode }) => ({
  main: {
    define: {
      IS_TESTABLE: JSON.stringify(mode === testableMode),
      // The about dialog shows them. They come from the build's environment alone, so that two builds are equal.
      BUILD_COMMIT: JSON.stringify(process.env['GITHUB_SHA'] ?? ''),
      BUILD_TIME: JSON.stringify(process.env['SOURCE_DATE_EPOCH'] ?? ''),
    },
    plugins: [recordBundledPackages(import.meta.dirname, 'main')],
    build: {
      externalizeDeps: false,
      outDir: `${outFolder(mode)}/main`,
      rollupOptions: {
        input: { main: here('electron/start.ts') },
        output: { format: 'cjs', entryFileNames: '[name].cjs', chunkFileNames: '[name]-[hash].cjs' },
      },
    },
  },
  preload: {
    plugins: [recordBundledPackages(import.meta.dirname, 'preload')],
    build: {
      externalizeDeps: false,
      outDir: `${outFolder(mode)}/preload`,
      rollupOptions: {
        input: { preload: here('electron/preload.ts') },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: here('renderer'),
    plugins: [
      react(),
      separateFonts(here('out/fonts')),
      paintFirstFrame,
      recordBundledPackages(import.meta.dirname, 'renderer'),
    ],
    server: { headers: { 'content-security-policy': devPolicy } },
    build: {
      outDir: here(`${outFolder(mode)}/renderer`),
      // The page parses half the text at each start.
      minify: true,
      cssMinify: true,
      rollupOptions: {
        input: { index: here('renderer/index.html') },
        output: {
          codeSplitting: { groups: [{ name: createFirstScreenChunk(here('renderer/index.html')) }] },
        },
      },
    },
  },
}));
