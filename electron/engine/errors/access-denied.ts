/** What AWS's sentence about a refused call says. */
export interface AccessDenied {
  readonly principal: string;
  /** `ecr:PutImage` */
  readonly action: string;
  /** An ARN, or `*`. */
  readonly resource?: string;
  readonly reason?: string;
}

const sentence =
  /User: (\S+) is not authorized to perform: ([a-z0-9-]+:\w+)(?: on resource: (\S+))?(?: (because .+|with an explicit deny.+))?/;

/** Undefined when the text is not in AWS's usual form. */
export function parseAccessDenied(message: string): AccessDenied | undefined {
  const [, principal, action, resource, reason] = sentence.exec(message) ?? [];
  if (principal === undefined || action === undefined) return undefined;
  return {
    principal,
    action,
    ...(resource === undefined ? {} : { resource }),
    ...(reason === undefined ? {} : { reason }),
  };
}

/** `repository team/api` for a repository's ARN; the resource itself otherwise. */
export const describeResource = (resource: string): string => {
  const repository = resource.split(':repository/')[1];
  return repository === undefined ? resource : `repository ${repository}`;
};
