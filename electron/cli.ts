import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { keepExecutedCode } from './cli/executed-code.ts';

// The engine without a window: npm run -s cli -- <command>.

/** Where package.json is, relative to the bundle; set by the scripts that bundle, and not defined in the sources. */
declare const MANIFEST_PATH: string | undefined;

// Before anything else is loaded: only what is loaded afterwards is kept.
keepExecutedCode();
const manifestPath = typeof MANIFEST_PATH === 'string' ? MANIFEST_PATH : '../package.json';
const manifestFile = fileURLToPath(new URL(manifestPath, import.meta.url));
const { version }: { version: string } = JSON.parse(readFileSync(manifestFile, 'utf8'));
const folder = dirname(manifestFile);
// The package has its files beside package.json, and a checkout where npm run package:lambda writes them.
const resourceFolders = [folder, join(folder, 'dist', 'lambda')];
void import('./cli/run-in-terminal.ts').then(async ({ runInTerminal }) => {
  process.exit(await runInTerminal(process.argv.slice(2), { version, resourceFolders }));
});
