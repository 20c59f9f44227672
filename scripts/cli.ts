import { pathToFileURL } from 'node:url';
import { bundleCliIfStale, cliBundle } from '../electron/testing/cli/cli-bundle.ts';

// npm run cli: the command line, bundled again when one of its sources has changed.
bundleCliIfStale();
await import(pathToFileURL(cliBundle).href);
