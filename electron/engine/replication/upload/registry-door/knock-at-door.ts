import { describeCallError } from '../../../errors/describe-aws-error.ts';
import type { RepositoryHandle } from '../../repository-handle.ts';
import { repositoryKey } from '../../repository-handle.ts';
import { askDoorOnce, withDoorToken } from './ask-door.ts';

/**
 * Whether the registry's own door can be reached and opens for the profile (OCI distribution specification, "end-1").
 *
 * @throws EngineError that says why not.
 */
export type KnockAtDoor = (repository: RepositoryHandle) => Promise<void>;

async function knock(repository: RepositoryHandle): Promise<void> {
  const { profile, region, timeouts } = repository.registry;
  const operation = 'GetAuthorizationToken';
  try {
    await withDoorToken(repository, undefined, (token) =>
      askDoorOnce(repository, token, {
        method: 'GET',
        operation,
        target: '/v2/',
        accepts: [200],
        timeout: timeouts.connection,
      }),
    );
  } catch (error) {
    throw describeCallError(error, { side: 'destination', profile, region, operation });
  }
}

/** Milliseconds for which an answer is relied on: a plan is made anew with every change of a tag. */
const answerHolds = 60_000;

/** Knocks once a minute at most, whatever the answer: a door out of reach costs a time-out. */
export function createKnocks(now = Date.now): KnockAtDoor {
  const answers = new Map<string, { readonly at: number; readonly answer: Promise<void> }>();
  return (repository) => {
    const key = `${repository.registry.profile} ${repositoryKey(repository)}`;
    const held = answers.get(key);
    if (held && now() - held.at < answerHolds) return held.answer;
    const answer = knock(repository);
    answers.set(key, { at: now(), answer });
    return answer;
  };
}
