import type { DeniedAccess } from '../../../shared/models/result.ts';

const sentence =
  /User: (\S+) is not authorized to perform: ([a-z0-9-]+:\w+)(?: on resource: (\S+))?(?: (because .+|with an explicit deny.+))?/;

/** What AWS's sentence about a refused call says; undefined when the text is not in its usual form. */
export function parseAccessDenied(message: string): DeniedAccess | undefined {
  const [, principalArn, action, resource, reason] = sentence.exec(message) ?? [];
  if (action === undefined) return undefined;
  return {
    action,
    principalArn,
    resourceArn: resource === '*' ? undefined : resource,
    reason: reason?.replace(/^(because|with) /, '').replace(/\.$/, ''),
  };
}

/** `repository team/api` for a repository's ARN, `role Release` for a role's; the resource itself otherwise. */
export function describeResource(arn: string): string {
  const [, kind, name] = /:(repository|role)\/(.+)$/.exec(arn) ?? [];
  return kind === undefined ? arn : `${kind} ${name}`;
}
