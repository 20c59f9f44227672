import { join } from 'node:path';
import { nodeArguments, nodeOptions } from '../../../electron/testing/cli/node-arguments.ts';
import { build, production } from '../../accounts/test-accounts.ts';
import type { BenchRegistry } from '../registry/bench-registry.ts';
import type { SeededImage } from '../processes/messages.ts';
import type { Command } from './run-measured.ts';

// The commands that copy the images of a repository, each as a user starts it.

export const contenderNames = ['skopeo', 'registry', 'api', 'original'] as const;
/** `registry` and `api` are the upload methods of this app. */
export type ContenderName = (typeof contenderNames)[number];

/** The images of a repository of the source, and an existing repository of the destination. */
export interface CopyJob {
  readonly from: string;
  readonly repository: string;
  readonly images: readonly SeededImage[];
}

/** @param folder a folder of the bench with AWS files. */
export function commandOf(
  name: ContenderName,
  registry: BenchRegistry,
  folder: string,
  job: CopyJob,
): Command {
  switch (name) {
    case 'skopeo':
      return skopeo(registry, folder, job);
    case 'registry':
    case 'api':
      return ours(name, registry, folder, job);
    case 'original':
      return {
        words: [
          process.execPath,
          ...nodeOptions,
          join(import.meta.dirname, 'original', 'original-process.ts'),
          JSON.stringify(job),
        ],
        environment: {
          ...awsEnvironment(registry, folder),
          AWS_ENDPOINT_URL: registry.endpoint,
          NODE_EXTRA_CA_CERTS: registry.authorityFile,
        },
      };
  }
}

/** The variables of a process that copies with the AWS files of the bench. */
export const awsEnvironment = ({ authorityFile }: BenchRegistry, folder: string): NodeJS.ProcessEnv => ({
  PATH: process.env['PATH'],
  HOME: folder,
  AWS_CONFIG_FILE: join(folder, '.aws', 'config'),
  AWS_SHARED_CREDENTIALS_FILE: join(folder, '.aws', 'credentials'),
  AWS_EC2_METADATA_DISABLED: 'true',
  AWS_CA_BUNDLE: authorityFile,
});

/** The words that start the command line of this app. */
const commandLine = [process.execPath, ...nodeArguments];

const reference = (name: string, images: readonly SeededImage[]): string => {
  const [only, ...others] = images;
  return only && others.length === 0 ? `${name}:${only.tags[0]}` : name;
};

function ours(
  method: 'registry' | 'api',
  registry: BenchRegistry,
  folder: string,
  { from, repository, images }: CopyJob,
): Command {
  return {
    words: [
      ...commandLine,
      'replicate',
      `--source-profile=${build.name}`,
      `--source=${reference(from, images)}`,
      `--destination-profile=${production.name}`,
      `--destination=${repository}`,
      `--upload-method=${method}`,
      `--user-data-dir=${folder}`,
    ],
    environment: awsEnvironment(registry, folder),
  };
}

/**
 * skopeo of Debian with its defaults: `copy` for one image, `sync` for all images of a repository. A throttled PutImage,
 * which ends it, is retried. These images are not signed; signature policies of the machine can be missing.
 */
function skopeo(
  { source, destination, authorityFile }: BenchRegistry,
  folder: string,
  { from, repository, images }: CopyJob,
): Command {
  const options = [
    '--retry-times=5',
    `--src-creds=AWS:${source.password}`,
    `--dest-creds=AWS:${destination.password}`,
  ];
  // `sync` puts the repository, by the last part of its name, below the destination.
  const below = repository.slice(0, repository.lastIndexOf('/'));
  const copying =
    images.length === 1
      ? [
          'copy',
          ...options,
          `docker://${source.host}/${reference(from, images)}`,
          `docker://${destination.host}/${reference(repository, images)}`,
        ]
      : [
          'sync',
          ...options,
          '--src=docker',
          '--dest=docker',
          `${source.host}/${from}`,
          `${destination.host}/${below}`,
        ];
  return {
    words: ['skopeo', '--insecure-policy', ...copying],
    environment: {
      PATH: process.env['PATH'],
      HOME: folder,
      SSL_CERT_FILE: authorityFile,
      // skopeo's cache of layer locations is in the folder of the bench, also for root.
      _CONTAINERS_ROOTLESS_UID: '1000',
      XDG_DATA_HOME: join(folder, repository),
      XDG_RUNTIME_DIR: folder,
    },
  };
}
