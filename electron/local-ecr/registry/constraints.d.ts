/** A pattern, and the sentence in which ECR says that it is not met. */
export interface PatternConstraint {
  readonly pattern: RegExp;
  readonly message: string;
}
export declare const repositoryNameConstraint: PatternConstraint;
export declare const tagConstraint: PatternConstraint;
export declare const digestConstraint: PatternConstraint;
/** @throws EcrError InvalidParameterException */
export declare function requireRepositoryName(name: string): void;
/** @throws EcrError InvalidParameterException */
export declare function requireImageTag(tag: string): void;
/** @throws EcrError InvalidParameterException */
export declare function requireDigest(member: string, digest: string): void;
