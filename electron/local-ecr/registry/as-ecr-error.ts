import { EcrError } from './ecr-error.ts';

/** What is not a refusal is a defect of the local ECR itself, and says so. */
export function asEcrError(error: unknown): EcrError {
  if (error instanceof EcrError) return error;
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return new EcrError('ServerException', `The local ECR failed: ${text}`, { status: 500 });
}
