import { EcrError } from './ecr-error.ts';

/** @returns the error itself, or a 500 that describes a defect of the local ECR. */
export function asEcrError(error: unknown): EcrError {
  if (error instanceof EcrError) return error;
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return new EcrError('ServerException', `The local ECR failed: ${text}`, { status: 500 });
}
