import type { ExitCode } from '../terminal/exit-codes.ts';

// What the help and the manual page say besides the definitions of the commands.

export const exitCodeTexts: readonly (readonly [ExitCode, string])[] = [
  [0, 'everything is at the destination'],
  [1, 'something failed'],
  [2, 'wrong usage'],
  [130, 'interrupted'],
];

/** Command lines; a further line of one continues it. */
export const examples: readonly string[] = [
  'ecr-image-replicator profiles',
  'ecr-image-replicator images --profile build --source team/api',
  'ecr-image-replicator replicate --source-profile build --source team/api:1.4.0 \\\n--destination-profile production --destination team/api --create-repository',
];
