import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { defaultFolder, writeFunctionArchive } from './function-archive.ts';

// npm run package:lambda: the function for AWS Lambda as a zip archive in dist/lambda/; `-- --output <folder>` puts it
// elsewhere.
const { values } = parseArgs({ options: { output: { type: 'string' } } });
const path = await writeFunctionArchive(resolve(values.output ?? defaultFolder));
const { size } = await stat(path);
console.log(`${path} (${Math.ceil(size / 1024)} KiB)`);
