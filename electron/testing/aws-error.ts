import type { AwsError } from '../engine/errors/aws-error.ts';
import { readAwsError } from '../engine/errors/aws-error.ts';

/** The context of a call that fails: PutImage at the destination. */
export const errorContext = {
  side: 'destination',
  profile: 'production',
  region: 'eu-west-1',
  operation: 'PutImage',
  repositoryName: 'team/api',
} as const;

/** An error of the SDK, as the engine reads it. */
export const createAwsError = (name: string, message: string, more: object = {}): AwsError =>
  readAwsError(Object.assign(new Error(message), { name, ...more }));
