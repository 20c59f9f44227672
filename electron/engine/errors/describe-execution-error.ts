import type { Description, Descriptions, ErrorContext } from './description.ts';

const unknownExecution = ({ region, profile }: ErrorContext): Description => ({
  code: 'invalid-input',
  message: `There is no such execution in ${region} for profile ${profile}. Check the ARN of the execution and the profile.`,
});

/** Descriptions of errors about executions, by Step Functions' error name (Step Functions API reference). */
export const executionErrors: Descriptions = {
  ExecutionDoesNotExist: unknownExecution,
  ResourceNotFound: unknownExecution,
  InvalidArn: unknownExecution,
};
