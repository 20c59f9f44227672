import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { runInTerminal } from './cli/run-in-terminal.ts';

// The engine without a window: npm run -s cli -- <command>.

const manifest: unknown = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));
const { version } = z.object({ version: z.string() }).parse(manifest);
process.exit(await runInTerminal(process.argv.slice(2), version));
