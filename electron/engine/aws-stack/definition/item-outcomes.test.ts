import { describe, expect, test } from 'vitest';
import { runStateMachine } from '../../../testing/aws-stack/run-state-machine.ts';
import { formatStateMachine } from './state-machine.ts';

// What the exported state machine makes of each answer and error of the function.

const text = formatStateMachine({ partition: 'aws', maxConcurrency: 5 });
const done = { status: 'done', id: '1' };
const named = (name: string, message: string): Error => Object.assign(new Error(message), { name });

/** A function that gives these answers, one at each call, and the last one ever after. */
function answering(...answers: readonly (object | Error)[]) {
  const events: object[] = [];
  return {
    events,
    invoke: async (event: object): Promise<object> => {
      const answer = answers[Math.min(events.length, answers.length - 1)];
      events.push(event);
      if (answer instanceof Error) throw answer;
      return answer ?? done;
    },
    build: async (): Promise<void> => undefined,
  };
}

const continued = (attempt: number) => ({ id: '1', attempt, journal: { kind: 'inline', uploads: [] } });

describe('an item', () => {
  test('succeeds with the answer done', async () => {
    const services = answering(done);
    const { status, results } = await runStateMachine(text, [{ id: '1' }], services);
    expect({ status, results }).toEqual({
      status: 'SUCCEEDED',
      results: [{ status: 'SUCCEEDED', output: done }],
    });
    expect(services.events).toEqual([{ id: '1' }]);
  });

  test('is sent again with what the answer more contains, as often as needed', async () => {
    const more = [1, 2, 3].map((attempt) => ({
      status: 'more',
      id: '1',
      item: continued(attempt),
      bytes: 5,
    }));
    const services = answering(...more, done);
    const { results } = await runStateMachine(text, [{ id: '1' }], services);
    expect(results).toEqual([{ status: 'SUCCEEDED', output: done }]);
    expect(services.events).toEqual([{ id: '1' }, continued(1), continued(2), continued(3)]);
  });

  test('fails with the sentence of the answer failed, and the execution fails', async () => {
    const error = { code: 'repository-not-found', message: 'There is no repository team/api.' };
    const {
      status,
      results,
      error: end,
    } = await runStateMachine(text, [{ id: '1' }], answering({ status: 'failed', id: '1', error, bytes: 0 }));
    expect(results).toEqual([
      { status: 'FAILED', error: 'repository-not-found', cause: 'There is no repository team/api.' },
    ]);
    expect(status).toBe('FAILED');
    expect(end).toMatchObject({
      name: 'items-failed',
      cause: expect.stringMatching(/^1 of 1 images failed/),
    });
  });

  test('is sent again after a temporary error, and fails with its sentence when that lasts', async () => {
    const temporary = named('TemporaryError', 'ECR in us-east-1 reported an internal error.');
    const recovers = answering(temporary, temporary, done);
    expect((await runStateMachine(text, [{}], recovers)).status).toBe('SUCCEEDED');
    expect(recovers.events).toHaveLength(3);

    const lasts = answering(temporary);
    expect((await runStateMachine(text, [{}], lasts)).results).toEqual([
      { status: 'FAILED', error: 'TemporaryError', cause: 'ECR in us-east-1 reported an internal error.' },
    ]);
    expect(lasts.events).toHaveLength(7);
  });

  test.each(['InvalidEventError', 'ReplicationError'])('is not sent again after %s', async (name) => {
    const services = answering(named(name, 'The item has no source.'));
    expect((await runStateMachine(text, [{}], services)).results).toEqual([
      { status: 'FAILED', error: name, cause: 'The item has no source.' },
    ]);
    expect(services.events).toHaveLength(1);
  });

  test.each([
    ['Lambda.TooManyRequestsException', 13],
    ['Lambda.ServiceException', 7],
    ['Lambda.Unknown', 3],
    ['Sandbox.Timedout', 3],
    ['States.Timeout', 3],
  ])('is sent again after %s, and fails with a sentence when that lasts', async (name, attempts) => {
    const services = answering(named(name, 'Rate Exceeded'));
    const { results } = await runStateMachine(text, [{}], services);
    expect(results).toMatchObject([{ status: 'FAILED', error: 'interrupted' }]);
    expect(results).toMatchObject([
      { cause: expect.stringContaining(`The function did not answer (${name}), also after retries.`) },
    ]);
    expect(services.events).toHaveLength(attempts);
  });

  test.each([
    ['too-large', '50.0 GB have to be transferred.'],
    ['too-long', 'An invocation transferred nothing.'],
  ])('with the answer %s is copied by a build, and confirmed by the function', async (answer, reason) => {
    const item = { id: '1', size: 50e9 };
    const built: string[] = [];
    const services = {
      ...answering({ status: answer, id: '1', item, reason }, done),
      build: async (workItem: string) => void built.push(workItem),
    };
    expect((await runStateMachine(text, [item], services)).results).toEqual([
      { status: 'SUCCEEDED', output: done },
    ]);
    expect(built.map((each): unknown => JSON.parse(each))).toEqual([item]);
    expect(services.events).toEqual([item, item]);
  });

  test('fails when its build fails, or when the function does not confirm it', async () => {
    const large = { status: 'too-large', id: '1', item: { id: '1' }, reason: '' };
    const unconfirmed = await runStateMachine(text, [{}], answering(large));
    expect(unconfirmed.results).toMatchObject([{ status: 'FAILED', error: 'not-confirmed' }]);
    let builds = 0;
    const services = {
      ...answering(large),
      build: async () => {
        builds += 1;
        throw new Error('exit status 1');
      },
    };
    expect((await runStateMachine(text, [{}], services)).results).toMatchObject([
      { error: 'build-failed', cause: expect.stringContaining('/aws/codebuild/stack has the reason.') },
    ]);
    expect(builds).toBe(4);
  });
});

test('one failure does not stop the others, and no more items run at once than allowed', async () => {
  const failed = { status: 'failed', error: { code: 'kms', message: 'No key.' } };
  const items = Array.from({ length: 30 }, (_, number) => ({ number }));
  const { results, status, mostAtOnce } = await runStateMachine(text, items, {
    invoke: async (event) => ('number' in event && event.number === 3 ? failed : done),
    build: async () => undefined,
  });
  expect(results.filter((each) => each.status === 'SUCCEEDED')).toHaveLength(29);
  expect(results[3]).toMatchObject({ status: 'FAILED', error: 'kms' });
  expect({ status, mostAtOnce }).toEqual({ status: 'FAILED', mostAtOnce: 5 });
});
