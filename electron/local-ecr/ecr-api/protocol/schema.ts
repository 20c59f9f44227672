import { z } from 'zod';
import { EcrError, invalidParameter } from '../../registry/ecr-error.ts';
import { digestConstraint, repositoryNameConstraint, tagConstraint } from '../../registry/constraints.ts';

/**
 * Reads an operation's input. Every message in a schema is the text of a constraint in ECR.
 *
 * @throws EcrError InvalidParameterException for the first violated constraint, SerializationException for a member
 * of the wrong type
 */
export function readInput<T>(schema: z.ZodType<T>, input: unknown): T {
  const result = schema.safeParse(input);
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  const member = (issue?.path ?? []).join('.');
  if (issue?.code === 'invalid_type' && valueAt(input, issue.path) !== undefined) {
    throw new EcrError('SerializationException', `${member} can not be converted to the expected type`);
  }
  throw invalidParameter(
    member,
    issue?.code === 'invalid_type' ? 'Member must not be null' : (issue?.message ?? ''),
  );
}

function valueAt(input: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>((value, key) => new Map(Object.entries(Object(value))).get(String(key)), input);
}

const atLeast = (minimum: number) => `Member must have length greater than or equal to ${minimum}`;
const atMost = (maximum: number) => `Member must have length less than or equal to ${maximum}`;

/** Text with a length within two bounds, in characters. */
export const text = (minimum: number, maximum: number) =>
  z.string().min(minimum, atLeast(minimum)).max(maximum, atMost(maximum));

/** A list with a length within two bounds. */
export const list = <T extends z.ZodType>(item: T, minimum: number, maximum: number) =>
  z.array(item).min(minimum, atLeast(minimum)).max(maximum, atMost(maximum));

export const choice = <const T extends readonly [string, ...string[]]>(...values: T) =>
  z.enum(values, { error: `Member must satisfy enum value set: [${values.join(', ')}]` });

export const whole = (minimum: number, maximum: number) =>
  z
    .int()
    .min(minimum, `Member must have value greater than or equal to ${minimum}`)
    .max(maximum, `Member must have value less than or equal to ${maximum}`);

export const registryId = z
  .string()
  .regex(/^[0-9]{12}$/, "must satisfy regular expression '[0-9]{12}'")
  .optional();

export const repositoryName = text(2, 256).regex(
  repositoryNameConstraint.pattern,
  repositoryNameConstraint.message,
);
export const imageTag = text(1, 300).regex(tagConstraint.pattern, tagConstraint.message);
export const digest = z.string().regex(digestConstraint.pattern, digestConstraint.message);

const uuid = '[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}';
export const uploadId = z
  .string()
  .regex(new RegExp(`^${uuid}$`), `must satisfy regular expression '${uuid}'`);

/** The members are validated one by one, as failures of their item. */
export const imageId = z.object({ imageDigest: z.string().optional(), imageTag: z.string().optional() });
export const imageIds = list(imageId, 1, 100);

/** The members that every operation on a repository has. */
export const repositoryInput = { registryId, repositoryName };
