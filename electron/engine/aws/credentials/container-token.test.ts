import { randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { HttpServer } from '../../../local-ecr/server/http-server.ts';
import { listen } from '../../../local-ecr/server/http-server.ts';
import { redact } from '../../redaction/redact.ts';
import type { AwsFixture } from '../../../testing/aws-fixture.ts';
import { ana, region, roleArn } from '../../../testing/aws-fixture.ts';
import { startAwsFixture } from '../../../testing/aws-fixture.ts';
import { getSessionToken } from '../../../testing/get-session-token.ts';

const token = randomBytes(30).toString('base64');
let aws: AwsFixture;
let container: HttpServer;
const sentTokens: (string | undefined)[] = [];

beforeAll(async () => {
  aws = await startAwsFixture();
  const keys = await getSessionToken(aws.ecr, ana);
  container = await listen(({ headers }, response) => {
    sentTokens.push(headers.authorization);
    response.end(
      JSON.stringify({
        AccessKeyId: keys.accessKeyId,
        SecretAccessKey: keys.secretAccessKey,
        Token: keys.sessionToken,
        Expiration: new Date(Date.now() + 3_600_000).toISOString(),
      }),
    );
  });
});
afterAll(async () => {
  await container.close();
  await aws.close();
});

test('registers the token of a file for redaction when it is sent to the container', async () => {
  const file = join(aws.folder, 'container-token');
  await writeFile(file, token);
  process.env['AWS_CONTAINER_CREDENTIALS_FULL_URI'] = `${container.origin}/v1/credentials`;
  process.env['AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE'] = file;
  await aws.write([
    { kind: 'role', name: 'machine', roleArn: roleArn('Release'), source: { machine: 'EcsContainer' } },
  ]);

  await aws.access().identify({ profile: 'machine', region });

  expect(sentTokens).toEqual([token]);
  const encoded = Buffer.from(`AWS:${token}`).toString('base64');
  expect(redact(`The server said ${encoded}.`)).not.toContain(encoded.slice(6, -3));
});
