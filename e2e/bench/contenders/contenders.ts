import { join } from 'node:path';
import type { CopyFigures, CopyJob } from '../processes/messages.ts';
import type { BenchRegistry } from '../registry/bench-registry.ts';
import { copyInProcess } from './copy-in-process.ts';
import { copyBySkopeo } from './skopeo.ts';

export const contenderNames = ['original', 'skopeo', 'api', 'registry', 'auto', 'unverified'] as const;
/** `unverified` is `auto` without verification of the written image, which the original and skopeo do not have either. */
export type ContenderName = (typeof contenderNames)[number];

export interface Bench {
  readonly registry: BenchRegistry;
  /** A folder of the bench with AWS files. */
  readonly folder: string;
  /** A small copy, which is prepared beforehand. */
  readonly warmUp: CopyJob;
}

const ourOptions: Readonly<Record<Exclude<ContenderName, 'original' | 'skopeo'>, CopyJob['options']>> = {
  api: { uploadMethod: 'api' },
  registry: { uploadMethod: 'registry' },
  auto: { uploadMethod: 'auto' },
  unverified: { uploadMethod: 'auto', verify: false },
};

/**
 * @param begin called immediately before the measured copy.
 * @param options options of Node for our process, where they differ from the command line's.
 */
export async function copyBy(
  name: ContenderName,
  { registry, folder, warmUp }: Bench,
  job: CopyJob,
  begin: () => Promise<void>,
  options?: readonly string[],
): Promise<CopyFigures> {
  const environment = {
    PATH: process.env['PATH'],
    AWS_CONFIG_FILE: join(folder, '.aws', 'config'),
    AWS_SHARED_CREDENTIALS_FILE: join(folder, '.aws', 'credentials'),
  };
  switch (name) {
    case 'skopeo':
      await begin();
      return copyBySkopeo(registry, job, folder);
    case 'original':
      return copyInProcess(
        script('original/original-process.ts'),
        { ...environment, AWS_ENDPOINT_URL: registry.endpoint },
        warmUp,
        job,
        begin,
      );
    case 'api':
    case 'registry':
    case 'auto':
    case 'unverified':
      return copyInProcess(
        script('our-process.ts'),
        environment,
        warmUp,
        { ...job, options: { ...job.options, ...ourOptions[name] } },
        begin,
        options,
      );
  }
}

const script = (name: string): string => join(import.meta.dirname, name);
