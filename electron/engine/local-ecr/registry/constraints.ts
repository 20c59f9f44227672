import { invalidParameter } from './ecr-error.ts';

/** ECR's patterns and lengths for what both doors take in (service model; tag and digest as its errors print them). */
const namePart = String.raw`[a-z0-9]+((\.|_|__|-+)[a-z0-9]+)*`;
export const repositoryNamePattern = new RegExp(String.raw`^${namePart}(\/${namePart})*$`);
export const tagPattern = /^[a-zA-Z0-9\-_.]+$/;
export const digestPattern = /^[a-zA-Z0-9\-_+.]+:[a-fA-F0-9]+$/;

/** @throws EcrError InvalidParameterException */
export function requireRepositoryName(name: string): void {
  requireLength('repositoryName', name, 2, 256);
  requirePattern('repositoryName', name, repositoryNamePattern, `${namePart}(\\/${namePart})*`);
}

/** @throws EcrError InvalidParameterException */
export function requireImageTag(tag: string): void {
  requireLength('imageTag', tag, 1, 300);
  requirePattern('imageTag', tag, tagPattern, '[a-zA-Z0-9-_.]+');
}

/** @throws EcrError InvalidParameterException */
export function requireDigest(member: string, digest: string): void {
  requirePattern(member, digest, digestPattern, '[a-zA-Z0-9-_+.]+:[a-fA-F0-9]+');
}

/** @throws EcrError InvalidParameterException */
export function requireLength(
  member: string,
  value: { readonly length: number },
  least: number,
  most: number,
): void {
  if (value.length > most) {
    throw invalidParameter(member, `Member must have length less than or equal to ${most}`);
  }
  if (value.length < least) {
    throw invalidParameter(member, `Member must have length greater than or equal to ${least}`);
  }
}

/** @throws EcrError InvalidParameterException, with the expression as ECR prints it */
export function requirePattern(member: string, value: string, pattern: RegExp, printed: string): void {
  if (!pattern.test(value)) throw invalidParameter(member, `must satisfy regular expression '${printed}'`);
}
