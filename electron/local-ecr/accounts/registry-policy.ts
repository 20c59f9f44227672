import { z } from 'zod';
import { matchesWildcard } from './identity-policy.ts';

const oneOrMore = z.union([z.string(), z.array(z.string()).min(1)]).transform((value) => [value].flat());
const statement = z.object({
  Sid: z.string().optional(),
  Effect: z.enum(['Allow', 'Deny']),
  Principal: z.union([
    z.literal('*').transform(() => ['*']),
    z.object({ AWS: oneOrMore }).transform((principal) => principal.AWS),
  ]),
  Action: oneOrMore,
  Resource: oneOrMore,
  Condition: z.unknown().optional(),
});
const policy = z.object({
  Version: z.string().optional(),
  Statement: z.union([statement.transform((one) => [one]), z.array(statement)]),
});

type Statement = z.infer<typeof statement>;

function parseStatements(text: string): readonly Statement[] | undefined {
  try {
    return policy.parse(JSON.parse(text)).Statement;
  } catch {
    return undefined;
  }
}

/** @returns whether a text is a registry policy that the local ECR evaluates. */
export const isRegistryPolicy = (text: string): boolean => parseStatements(text) !== undefined;

/** A request of ECR's replication on behalf of another account. */
export interface ReplicationRequest {
  readonly sourceAccountId: string;
  readonly action: 'ecr:ReplicateImage' | 'ecr:CreateRepository';
  readonly repositoryArn: string;
}

/**
 * @returns whether a registry policy allows a replication from another account; statements with a condition are not
 * evaluated and allow nothing.
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/registry-permissions.html
 */
export function allowsReplication(
  text: string | undefined,
  { sourceAccountId, action, repositoryArn }: ReplicationRequest,
): boolean {
  const root = new RegExp(`^arn:aws[a-z-]*:iam::${sourceAccountId}:root$`);
  const applying = ((text === undefined ? undefined : parseStatements(text)) ?? []).filter(
    ({ Principal, Action, Resource }) =>
      Principal.some((name) => name === '*' || name === sourceAccountId || root.test(name)) &&
      Action.some((pattern) => matchesWildcard(pattern, action)) &&
      Resource.some((pattern) => matchesWildcard(pattern, repositoryArn)),
  );
  if (applying.some(({ Effect }) => Effect === 'Deny')) return false;
  return applying.some(({ Condition }) => Condition === undefined);
}
