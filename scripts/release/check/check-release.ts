import { parseArgs } from 'node:util';
import { listReleaseChecks } from './release-checks.ts';
import { runChecks } from './run-checks.ts';

// npm run release:check: everything about a release that this computer can check, one line each, and what needs others;
// `-- --tag v1.2.3` checks the release of a tag.
const { values } = parseArgs({ options: { tag: { type: 'string' } } });
process.exitCode = await runChecks(listReleaseChecks(values.tag), console.log);
