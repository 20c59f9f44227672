import { join } from 'node:path';

/** What a command may know of this machine: where programs are, and the AWS files that the test made. */
const carriedOver = [
  'PATH',
  'SYSTEMROOT',
  'TMPDIR',
  'AWS_CONFIG_FILE',
  'AWS_SHARED_CREDENTIALS_FILE',
  'NODE_COMPILE_CACHE',
];

/** The environment variables that a test gives to a command: `more`, and what it cannot do without. */
export function commandEnvironment(more: Readonly<Record<string, string>>): Record<string, string> {
  const values = carriedOver.flatMap((name) => {
    const value = process.env[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  return {
    AWS_EC2_METADATA_DISABLED: 'true',
    // Nothing is there: what accounts the person at this machine protects is no matter of a test.
    ECR_IMAGE_REPLICATOR_USER_DATA: join(import.meta.dirname, 'no-user-data'),
    ...Object.fromEntries(values),
    ...more,
  };
}
