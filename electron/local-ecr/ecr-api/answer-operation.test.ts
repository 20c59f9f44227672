import * as sdk from '@aws-sdk/client-ecr';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { LocalEcr } from '../local-ecr.ts';
import { refusal } from '../testing/refusal.ts';
import { ana, ben, clientOf, startSample } from '../testing/sample-registry.ts';

let ecr: LocalEcr;
let client: sdk.ECRClient;
beforeAll(async () => {
  ecr = await startSample();
  client = clientOf(ecr, ana);
});
afterAll(async () => {
  client.destroy();
  await ecr.close();
});

it('rejects an unknown operation', async () => {
  expect(await refusal(client.send(new sdk.GetRegistryScanningConfigurationCommand({})))).toMatchObject({
    name: 'UnknownOperationException',
  });
});

it('rejects a member of the wrong type, and a missing one', async () => {
  const wrongType = new sdk.ListImagesCommand({ repositoryName: 'team/app' });
  Object.assign(wrongType.input, { maxResults: 'ten' });
  expect(await refusal(client.send(wrongType))).toMatchObject({ name: 'SerializationException' });
  const missing = client.send(new sdk.ListImagesCommand({ repositoryName: undefined }));
  expect(await refusal(missing)).toMatchObject({
    name: 'InvalidParameterException',
    message: "Invalid parameter at 'repositoryName' failed to satisfy constraint: 'Member must not be null'",
  });
});

it('checks the input before the permission, and the permission before the repository', async () => {
  const bens = clientOf(ecr, ben);
  const list = async (repositoryName: string, registryId: string) =>
    refusal(bens.send(new sdk.ListImagesCommand({ repositoryName, registryId })));
  expect(await list('Wrong', '111111111111')).toMatchObject({ name: 'InvalidParameterException' });
  expect(await list('absent', '111111111111')).toMatchObject({ name: 'AccessDeniedException' });
  expect(await list('absent', '222222222222')).toMatchObject({ name: 'RepositoryNotFoundException' });
  expect(await list('absent', '12')).toMatchObject({
    message:
      "Invalid parameter at 'registryId' failed to satisfy constraint: 'must satisfy regular expression '[0-9]{12}''",
  });
  bens.destroy();
});

it('rejects a body of more than 30 MB', async () => {
  const policyText = ' '.repeat(31_000_000);
  const policy = new sdk.SetRepositoryPolicyCommand({ repositoryName: 'team/app', policyText });
  expect(await refusal(client.send(policy))).toMatchObject({ $metadata: { httpStatusCode: 413 } });
});

it('logs each call with its caller and its outcome', async () => {
  ecr.calls.clear();
  await refusal(client.send(new sdk.ListImagesCommand({ repositoryName: 'absent' })));
  expect(ecr.calls.all).toMatchObject([
    {
      service: 'api',
      operation: 'ListImages',
      accountId: '111111111111',
      region: 'eu-central-1',
      principalArn: ana.arn,
      repositoryName: 'absent',
      outcome: 'RepositoryNotFoundException',
      bytes: 0,
    },
  ]);
});
