import { invalidParameter } from './ecr-error.ts';

/** A pattern, and ECR's message when it is violated. */
export interface PatternConstraint {
  readonly pattern: RegExp;
  readonly message: string;
}

function constraint(expression: string): PatternConstraint {
  return {
    pattern: new RegExp(`^${expression}$`),
    message: `must satisfy regular expression '${expression}'`,
  };
}

/** ECR's patterns for input of both APIs: from the service model; tag and digest as in its error messages. */
const namePart = String.raw`[a-z0-9]+((\.|_|__|-+)[a-z0-9]+)*`;
export const repositoryNameConstraint = constraint(String.raw`${namePart}(\/${namePart})*`);
export const tagConstraint = constraint('[a-zA-Z0-9-_.]+');
export const digestConstraint = constraint('[a-zA-Z0-9-_+.]+:[a-fA-F0-9]+');

/** @throws EcrError InvalidParameterException */
export function requireRepositoryName(name: string): void {
  requireLength('repositoryName', name, 2, 256);
  requirePattern('repositoryName', name, repositoryNameConstraint);
}

/** @throws EcrError InvalidParameterException */
export function requireImageTag(tag: string): void {
  requireLength('imageTag', tag, 1, 300);
  requirePattern('imageTag', tag, tagConstraint);
}

/** @throws EcrError InvalidParameterException */
export function requireDigest(member: string, digest: string): void {
  requirePattern(member, digest, digestConstraint);
}

function requireLength(member: string, value: string, minimum: number, maximum: number): void {
  if (value.length > maximum) {
    throw invalidParameter(member, `Member must have length less than or equal to ${maximum}`);
  }
  if (value.length < minimum) {
    throw invalidParameter(member, `Member must have length greater than or equal to ${minimum}`);
  }
}

function requirePattern(member: string, value: string, { pattern, message }: PatternConstraint): void {
  if (!pattern.test(value)) throw invalidParameter(member, message);
}
