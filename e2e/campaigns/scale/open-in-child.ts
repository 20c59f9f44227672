import { performance } from 'node:perf_hooks';
import { openRecords } from '../../../electron/engine/storage/records.ts';

/** A process that opens the records of a folder and prints the milliseconds that took. */
const [, , folder = ''] = process.argv;
const startedAt = performance.now();
const records = openRecords({ folder });
records.onQueueRead(() => console.log(performance.now() - startedAt));
await records.close();
