import type { Result } from '../../shared/models/result.ts';

const readName = (value: unknown, key: string): readonly string[] => {
  const name: unknown = typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined;
  return typeof name === 'string' ? [name] : [];
};

const readMember = (value: unknown, key: string): unknown =>
  typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined;

/** The names of repositories in a valid request and its answer, which diagnostics replace. */
export function listRepositoryNames(
  name: string,
  input: unknown,
  answer: Result<unknown>,
): readonly string[] {
  if (!answer.ok && answer.error.code === 'invalid-input') return [];
  const requested = [input, readMember(input, 'source'), readMember(input, 'destination')];
  const listed: unknown = name === 'repositories.list' && answer.ok ? answer.value : [];
  return [
    ...requested.flatMap((each) => readName(each, 'repositoryName')),
    ...(Array.isArray(listed) ? listed.flatMap((each) => readName(each, 'name')) : []),
  ];
}
