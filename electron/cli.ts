import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { runInTerminal } from './cli/run-in-terminal.ts';

// The engine without a window: npm run -s cli -- <command>.

/** Where package.json is, relative to the bundle; set by `scripts/package-cli-bundle.ts`, and not defined in the sources. */
declare const MANIFEST_PATH: string | undefined;

const manifestPath = typeof MANIFEST_PATH === 'string' ? MANIFEST_PATH : '../package.json';
const manifest: unknown = JSON.parse(readFileSync(new URL(manifestPath, import.meta.url), 'utf8'));
const { version } = z.object({ version: z.string() }).parse(manifest);
process.exit(await runInTerminal(process.argv.slice(2), version));
