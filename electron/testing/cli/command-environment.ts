import { join } from 'node:path';

/** The variables that a command inherits: where programs are, and the AWS files of the test. */
const inheritedVariables = [
  'PATH',
  'SYSTEMROOT',
  'TMPDIR',
  'AWS_CONFIG_FILE',
  'AWS_SHARED_CREDENTIALS_FILE',
  'NODE_COMPILE_CACHE',
];

/** The environment of a command in a test: the inherited variables and `more`. */
export function createCommandEnvironment(more: Readonly<Record<string, string>>): Record<string, string> {
  const values = inheritedVariables.flatMap((name) => {
    const value = process.env[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  return {
    AWS_EC2_METADATA_DISABLED: 'true',
    // Not in the home folder of the user who runs the test.
    NODE_COMPILE_CACHE: join(import.meta.dirname, '..', '..', '..', 'out', 'compile-cache'),
    // A folder without settings, so that the protected accounts of the user who runs the test have no effect.
    ECR_IMAGE_REPLICATOR_USER_DATA: import.meta.dirname,
    ...Object.fromEntries(values),
    ...more,
  };
}
