import { expect, test } from 'vitest';
import { pullCommands } from './pull-command.ts';

test('signing in and pulling, with names quoted that a shell would take apart', () => {
  const host = '111122223333.dkr.ecr.cn-north-1.amazonaws.com.cn';
  expect(
    pullCommands({ accountId: '111122223333', region: 'cn-north-1' }, "sam's own", `${host}/team/api:1.0`),
  ).toEqual({
    login: `aws ecr get-login-password --region cn-north-1 --profile 'sam'\\''s own' | docker login --username AWS --password-stdin ${host}`,
    pull: `docker pull ${host}/team/api:1.0`,
  });
});
