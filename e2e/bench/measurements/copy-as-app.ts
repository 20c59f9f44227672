import { join } from 'node:path';
import { z } from 'zod';
import { nodeOptions } from '../../../electron/testing/cli/node-arguments.ts';
import type { Bench } from '../cases/run-case.ts';
import type { AppJob } from './app-process.ts';
import { awsEnvironment } from '../contenders/commands.ts';
import type { ProcessPlace } from '../contenders/run-measured.ts';
import { runMeasured } from '../contenders/run-measured.ts';

const printed = z.object({ eventSeconds: z.number(), seconds: z.number() });

/** Copies with the components of the app in a process. @returns its seconds of CPU: of its progress reports, and all. */
export async function copyAsApp(
  { registry, folder }: Bench,
  place: ProcessPlace,
  job: AppJob,
): Promise<z.infer<typeof printed>> {
  await registry.prepare(job.repository, job.from, false);
  const script = join(import.meta.dirname, 'app-process.ts');
  const { output } = await runMeasured(
    {
      words: [process.execPath, ...nodeOptions, script, JSON.stringify(job)],
      environment: awsEnvironment(registry, folder),
    },
    place,
  );
  await registry.check(job.repository, job.from);
  return printed.parse(JSON.parse(output));
}
