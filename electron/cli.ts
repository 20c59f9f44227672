import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { runInTerminal } from './cli/run-in-terminal.ts';

// The engine without a window: npm run -s cli -- <command>.

/** Where package.json is, relative to the bundle; set by `scripts/package-cli-bundle.ts`, and not defined in the sources. */
declare const MANIFEST_PATH: string | undefined;

const manifestPath = typeof MANIFEST_PATH === 'string' ? MANIFEST_PATH : '../package.json';
const manifestFile = fileURLToPath(new URL(manifestPath, import.meta.url));
const manifest: unknown = JSON.parse(readFileSync(manifestFile, 'utf8'));
const { version } = z.object({ version: z.string() }).parse(manifest);
const folder = dirname(manifestFile);
// The package has its files beside package.json, and a checkout where npm run package:lambda writes them.
const resourceFolders = [folder, join(folder, 'dist', 'lambda')];
process.exit(await runInTerminal(process.argv.slice(2), { version, resourceFolders }));
