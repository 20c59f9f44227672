import type { DeniedAccess } from '../../../shared/models/result.ts';

const accessDeniedMessage =
  /User: (\S+) is not authorized to perform: ([a-z0-9-]+:\w+)(?: on resource: (\S+))?(?: (because .+|with an explicit deny.+))?/;

/**
 * Parses the message of an access denied error; undefined for a message in another format.
 * Format: IAM User Guide, "Troubleshoot access denied error messages".
 */
export function parseAccessDenied(message: string): DeniedAccess | undefined {
  const [, principalArn, action, resource, reason] = accessDeniedMessage.exec(message) ?? [];
  if (action === undefined) return undefined;
  return {
    action,
    principalArn,
    resourceArn: resource === '*' ? undefined : resource,
    reason: reason?.replace(/^(because|with) /, '').replace(/\.$/, ''),
  };
}

/** `repository team/api` for the ARN of a repository, `role Release` for the ARN of a role; any other ARN unchanged. */
export function describeResource(arn: string): string {
  const [, kind, name] = /:(repository|role)\/(.+)$/.exec(arn) ?? [];
  return kind === undefined ? arn : `${kind} ${name}`;
}
