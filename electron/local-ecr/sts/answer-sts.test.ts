import { DecodeAuthorizationMessageCommand, GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { LocalPrincipal } from '../accounts/accounts.ts';
import type { LocalEcr } from '../local-ecr.ts';
import { refusal } from '../testing/refusal.ts';
import { ana, ben, region, startSample } from '../testing/sample-registry.ts';

let ecr: LocalEcr;
beforeAll(async () => {
  ecr = await startSample();
});
afterAll(async () => ecr.close());

const stsOf = (credentials: LocalPrincipal) =>
  new STSClient({ endpoint: ecr.endpoint, region, credentials, maxAttempts: 1 });

const ask = async (principal: LocalPrincipal) =>
  refusal(stsOf(principal).send(new GetCallerIdentityCommand({})));

it.each([
  [ana, '111111111111'],
  [ben, '222222222222'],
])('returns the caller', async (principal, account) => {
  const identity = await stsOf(principal).send(new GetCallerIdentityCommand({}));
  expect(identity).toMatchObject({
    Arn: principal.arn,
    Account: account,
    UserId: expect.stringMatching(/^AIDA/),
  });
});

it('rejects with the error messages of STS', async () => {
  expect(await ask({ ...ana, accessKeyId: 'AKIAUNKNOWN' })).toMatchObject({
    name: 'InvalidClientTokenId',
    message: 'The security token included in the request is invalid.',
    $metadata: { httpStatusCode: 403 },
  });
  expect(await ask({ ...ana, secretAccessKey: 'wrong' })).toMatchObject({ name: 'SignatureDoesNotMatch' });
  ecr.faults.expireCredentials(ben.arn);
  expect(await ask(ben)).toMatchObject({ name: 'ExpiredToken' });
  ecr.faults.renewCredentials(ben.arn);
});

it('rejects an unknown action', async () => {
  expect(
    await refusal(stsOf(ana).send(new DecodeAuthorizationMessageCommand({ EncodedMessage: '-' }))),
  ).toMatchObject({
    name: 'InvalidAction',
    message: 'Could not find operation DecodeAuthorizationMessage for version 2011-06-15',
    $metadata: { httpStatusCode: 400 },
  });
});
