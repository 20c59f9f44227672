import {
  BatchCheckLayerAvailabilityCommand,
  BatchGetImageCommand,
  CompleteLayerUploadCommand,
  CreateRepositoryCommand,
  DescribeImagesCommand,
  DescribeRepositoriesCommand,
  ECRClient,
  GetLifecyclePolicyCommand,
  GetRepositoryPolicyCommand,
  InitiateLayerUploadCommand,
  ListImagesCommand,
  PutImageCommand,
} from '@aws-sdk/client-ecr';
import { startUpload } from '../core/api-push.ts';
import { claimArea, type ClaimContext } from '../core/claim.ts';
import { imageManifest, newBlob } from '../core/content.ts';
import { untried, verdict } from '../core/outcome.ts';
import { refusalName, refusalOf } from '../core/refusal.ts';
import { clientOptions } from '../core/target-registry.ts';
import type { ContractTarget, Keys } from '../core/target.ts';

const prepare = async ({ first }: ClaimContext) => ({
  first,
  repositoryName: await first.repositories.get('errors'),
});

/** How a call with other credentials than the target's is rejected: name and status. */
async function refusedWith(
  target: ContractTarget,
  keys: Keys,
): Promise<readonly [string, number | undefined]> {
  const client = new ECRClient({ ...clientOptions(target), credentials: keys, maxAttempts: 1 });
  try {
    const { name, status } = await refusalOf(client.send(new DescribeRepositoriesCommand({})));
    return [name, status];
  } finally {
    client.destroy();
  }
}

export const errors = claimArea('errors', 'Errors and names', [
  [
    'missing-repository',
    'documented',
    'Every operation on a repository that does not exist is rejected with RepositoryNotFoundException and status 400.',
    async ({ first: { client, repositories } }) => {
      const repositoryName = repositories.missing('errors');
      const layerDigests = [newBlob().digest];
      const imageIds = [{ imageTag: 'any' }];
      const imageManifestText = imageManifest(newBlob(), [newBlob()]);
      const uploadId = '00000000-0000-4000-8000-000000000000';
      const calls = [
        client.send(new DescribeRepositoriesCommand({ repositoryNames: [repositoryName] })),
        client.send(new ListImagesCommand({ repositoryName })),
        client.send(new DescribeImagesCommand({ repositoryName })),
        client.send(new BatchGetImageCommand({ repositoryName, imageIds })),
        client.send(new BatchCheckLayerAvailabilityCommand({ repositoryName, layerDigests })),
        client.send(new CompleteLayerUploadCommand({ repositoryName, uploadId, layerDigests })),
        client.send(new PutImageCommand({ repositoryName, imageManifest: imageManifestText })),
        client.send(new GetRepositoryPolicyCommand({ repositoryName })),
        client.send(new GetLifecyclePolicyCommand({ repositoryName })),
      ];
      const refusals = await Promise.all(calls.map(refusalOf));
      const seen = [...new Set(refusals.map(({ name, status }) => `${name} ${status}`))];
      return verdict(seen, ['RepositoryNotFoundException 400']);
    },
  ],
  [
    'create-on-push',
    'assumed',
    'InitiateLayerUpload does not create a repository: RepositoryNotFoundException, where no template for creation on push applies.',
    async ({ first: { client, repositories } }) => {
      const repositoryName = repositories.missing('create-on-push');
      const initiate = client.send(new InitiateLayerUploadCommand({ repositoryName }));
      return verdict(await refusalName(initiate), 'RepositoryNotFoundException');
    },
  ],
  [
    'one-missing-of-two',
    'observed',
    'DescribeRepositories fails as a whole when one of the names is missing: RepositoryNotFoundException.',
    async (context) => {
      const { first, repositoryName } = await prepare(context);
      const repositoryNames = [repositoryName, first.repositories.missing('one-of-two')];
      const describe = first.client.send(new DescribeRepositoriesCommand({ repositoryNames }));
      return verdict(await refusalName(describe), 'RepositoryNotFoundException');
    },
  ],
  [
    'existing-repository',
    'documented',
    'CreateRepository of a name that exists is rejected with RepositoryAlreadyExistsException.',
    async (context) => {
      const { first, repositoryName } = await prepare(context);
      const create = first.client.send(new CreateRepositoryCommand({ repositoryName }));
      return verdict(await refusalName(create), 'RepositoryAlreadyExistsException');
    },
  ],
  [
    'no-policies',
    'documented',
    'A repository without policies: RepositoryPolicyNotFoundException and LifecyclePolicyNotFoundException.',
    async (context) => {
      const { first, repositoryName } = await prepare(context);
      const seen = [
        await refusalName(first.client.send(new GetRepositoryPolicyCommand({ repositoryName }))),
        await refusalName(first.client.send(new GetLifecyclePolicyCommand({ repositoryName }))),
      ];
      return verdict(seen, ['RepositoryPolicyNotFoundException', 'LifecyclePolicyNotFoundException']);
    },
  ],
  [
    'unknown-upload',
    'documented',
    'An upload id that was never issued: UploadNotFoundException.',
    async (context) => {
      const { first, repositoryName } = await prepare(context);
      const complete = new CompleteLayerUploadCommand({
        repositoryName,
        uploadId: '00000000-0000-4000-8000-000000000000',
        layerDigests: [newBlob().digest],
      });
      return verdict(await refusalName(first.client.send(complete)), 'UploadNotFoundException');
    },
  ],
  [
    'input-before-repository',
    'assumed',
    'A tag that cannot exist in a repository that does not exist is rejected for the tag: InvalidParameterException.',
    async ({ first: { client, repositories } }) => {
      const put = new PutImageCommand({
        repositoryName: repositories.missing('precedence'),
        imageManifest: imageManifest(newBlob(), [newBlob()]),
        imageTag: 'not a tag',
      });
      return verdict(await refusalName(client.send(put)), 'InvalidParameterException');
    },
  ],
  [
    'unknown-key',
    'observed',
    'An access key that does not exist: UnrecognizedClientException, status 400.',
    async ({ first: { target } }) => {
      const unknown = { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'wJalrXUtnFEMI/EXAMPLEKEY' };
      return verdict(await refusedWith(target, unknown), ['UnrecognizedClientException', 400]);
    },
  ],
  [
    'wrong-secret',
    'assumed',
    'A wrong secret key: InvalidSignatureException, status 400.',
    async ({ first: { target } }) => {
      const given = await target.credentials();
      const wrong = { ...given, secretAccessKey: `${given.secretAccessKey.slice(1)}0` };
      return verdict(await refusedWith(target, wrong), ['InvalidSignatureException', 400]);
    },
  ],
  [
    'expired-token',
    'assumed',
    'Credentials of a session that has ended: ExpiredTokenException, status 400.',
    async () => untried('The shortest session lasts 15 minutes, longer than this run.'),
  ],
  [
    'kms',
    'assumed',
    'A repository whose KMS key is disabled: KmsException.',
    async () => untried('It takes a KMS key that is disabled, and the suite makes no keys.'),
  ],
  [
    'unreferenced-upload-ends',
    'assumed',
    'An upload that was not completed, and a layer that no image references, are removed after a while.',
    async () => untried('How long ECR keeps them is not known to be shorter than a day.'),
  ],
  [
    'repeated-upload-start',
    'documented',
    'Each InitiateLayerUpload returns a new id.',
    async (context) => {
      const { first, repositoryName } = await prepare(context);
      const ids = [await startUpload(first, repositoryName), await startUpload(first, repositoryName)];
      return verdict(new Set(ids).size, 2);
    },
  ],
]);
