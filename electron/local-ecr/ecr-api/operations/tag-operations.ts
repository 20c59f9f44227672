import { z } from 'zod';
import { EcrError } from '../../registry/ecr-error.ts';
import { limits } from '../../registry/limits.ts';
import { operation, readRepositoryArn } from '../protocol/operation.ts';

export const resourceTags = z.array(z.object({ Key: z.string(), Value: z.string() }));

export const tagResource = operation({
  input: z.object({ resourceArn: z.string(), tags: resourceTags }),
  run: ({ registry }, { resourceArn, tags }) => {
    const repository = registry.repository(readRepositoryArn(resourceArn).repositoryName);
    const all = addResourceTags(repository.resourceTags, tags);
    for (const [key, value] of all) repository.resourceTags.set(key, value);
    return {};
  },
});

export const listTagsForResource = operation({
  input: z.object({ resourceArn: z.string() }),
  run: ({ registry }, { resourceArn }) => {
    const repository = registry.repository(readRepositoryArn(resourceArn).repositoryName);
    return { tags: [...repository.resourceTags].map(([Key, Value]) => ({ Key, Value })) };
  },
});

/** @throws EcrError InvalidTagParameterException, TooManyTagsException */
export function addResourceTags(
  existing: ReadonlyMap<string, string>,
  added: z.infer<typeof resourceTags>,
): ReadonlyMap<string, string> {
  if (added.some(({ Key, Value }) => Key.length < 1 || Key.length > 128 || Value.length > 256)) {
    throw new EcrError(
      'InvalidTagParameterException',
      'Tag keys have a maximum length of 128 characters, and tag values of 256 characters.',
    );
  }
  const all = new Map([...existing, ...added.map(({ Key, Value }) => [Key, Value] as const)]);
  if (all.size > limits.resourceTags) {
    throw new EcrError('TooManyTagsException', `A repository can have at most ${limits.resourceTags} tags.`);
  }
  return all;
}
