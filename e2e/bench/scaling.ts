import { parseArgs } from 'node:util';
import { writeDocument } from './report/write-document.ts';
import { simulateScaling } from './simulation/scaling-table.ts';

// npm run bench:scaling: simulates the copy of very many images by one desktop and by a Distributed Map, on a virtual clock,
// with the engine's own pacing and retries and with the quotas of the local ECR. `--write` writes the table into
// docs/scaling.md.

const { values } = parseArgs({
  options: {
    images: { type: 'string', default: '100000' },
    regions: { type: 'string', default: '3' },
    seed: { type: 'string', default: '1' },
    write: { type: 'boolean', default: false },
  },
});

const markdown = await simulateScaling(
  Number(values.images),
  Number(values.regions),
  Number(values.seed),
  (line) => console.log(line),
);
console.log(`\n${markdown}`);
if (values.write) await writeDocument('scaling.md', markdown);
