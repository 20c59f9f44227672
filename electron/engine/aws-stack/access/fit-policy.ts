import { EngineError } from '../../errors/engine-error.ts';
import type { RolePolicy, RoleStatement } from './role-policy.ts';
import { countCharacters, maxPolicyCharacters } from './role-policy.ts';

const repositoryPattern = /^(arn:[^:]+:ecr:[^:]+:\d{12}:repository\/)([^/]+)(\/.+)?$/;

/** A pattern for a repository's ARN: `exact`, all repositories with its first path segment, or all of its registry. */
type Precision = 'exact' | 'prefix' | 'registry';

function widen(arn: string, precision: Precision): string {
  const [, registry, first, rest] = repositoryPattern.exec(arn) ?? [];
  if (registry === undefined || precision === 'exact') return arn;
  if (precision === 'registry') return `${registry}*`;
  return rest === undefined ? arn : `${registry}${first}/*`;
}

const widenStatement = (statement: RoleStatement, precision: Precision): RoleStatement => ({
  ...statement,
  Resource: [...new Set(statement.Resource.map((arn) => widen(arn, precision)))],
});

const precisions: readonly Precision[] = ['exact', 'prefix', 'registry'];

/** A policy within the size that IAM accepts, and how far its resources were widened for that. */
export interface FittedPolicy {
  readonly policy: RolePolicy;
  /** Where it is not `exact`, the policy allows more repositories than the items name. */
  readonly precision: Precision;
}

/**
 * The most precise policy that IAM accepts: the repositories by name, else by the first segment of their names, else all
 * repositories of their registries.
 *
 * @throws EngineError `invalid-input` when even that is too long, which takes dozens of registries.
 */
export function fitPolicy(statements: readonly RoleStatement[]): FittedPolicy {
  for (const precision of precisions) {
    const policy: RolePolicy = {
      Version: '2012-10-17',
      Statement: statements.map((statement) => widenStatement(statement, precision)),
    };
    if (countCharacters(policy) <= maxPolicyCharacters) return { policy, precision };
  }
  throw new EngineError({
    code: 'invalid-input',
    message:
      'A policy for so many registries exceeds the size that IAM allows. Export fewer registries at a time.',
    retryable: false,
  });
}
