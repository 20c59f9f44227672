import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { LocalEcr } from '../local-ecr/local-ecr.ts';
import { startLocalEcr } from '../local-ecr/local-ecr.ts';
import { writeAwsHome } from '../testing/aws-home/write-aws-home.ts';
import { runInProcess } from '../testing/cli/run-in-process.ts';

const account = '111111111111';
const region = 'eu-west-1';
const principal = {
  accessKeyId: 'AKIAANA0000000000000',
  secretAccessKey: 'the-key-of-ana',
  arn: `arn:aws:iam::${account}:user/ana`,
};
let ecr: LocalEcr;
let home: string;

beforeAll(async () => {
  ecr = await startLocalEcr({ accounts: [{ id: account, principals: [principal] }], regions: [region] });
  home = await mkdtemp(join(tmpdir(), 'cli-secrets-'));
});
afterAll(async () => {
  await ecr.close();
  await rm(home, { recursive: true });
});

test('a session token that AWS says back in a signature error is on no stream', async () => {
  const request = { accountId: account, arn: principal.arn, durationSeconds: 900, now: Date.now() };
  const { sessionToken, accessKeyId } = ecr.sessions.issue(request);
  const wrong = { accessKeyId, sessionToken, secretAccessKey: 'not-the-key-of-it', arn: '' };
  await writeAwsHome(home, {
    profiles: [{ kind: 'keys', name: 'wrong', principal: wrong, region }],
    endpoint: ecr.endpoint,
  });
  const ended = await runInProcess(['repositories', '--profile', 'wrong'], {
    HOME: home,
    AWS_CONFIG_FILE: join(home, '.aws', 'config'),
    AWS_SHARED_CREDENTIALS_FILE: join(home, '.aws', 'credentials'),
  });
  expect(ended).toMatchObject({ code: 1, stdout: '' });
  expect(ended.stderr).toContain('x-amz-security-token:[redacted]');
  expect(ended.stderr).not.toContain(sessionToken.slice(0, 12));
  expect(ended.stderr).not.toContain(wrong.secretAccessKey);
});
