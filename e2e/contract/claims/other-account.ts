import {
  BatchGetImageCommand,
  DescribeRepositoriesCommand,
  ListImagesCommand,
  PutImageCommand,
  SetRepositoryPolicyCommand,
} from '@aws-sdk/client-ecr';
import { pushImage, type PushedImage } from '../core/api-push.ts';
import { claimArea, type ClaimContext } from '../core/claim.ts';
import { matches, untried, verdict, type Outcome } from '../core/outcome.ts';
import { refusalName, refusalOf } from '../core/refusal.ts';
import type { TargetRegistry } from '../core/target-registry.ts';

interface TwoAccounts {
  readonly owner: TargetRegistry;
  readonly guest: TargetRegistry;
  readonly repositoryName: string;
  readonly image: PushedImage;
}

/** Tries a claim with a repository of the first account and the identity of the second. */
async function withGuest(
  { first, second }: ClaimContext,
  repository: string,
  check: (accounts: TwoAccounts) => Promise<Outcome>,
): Promise<Outcome> {
  if (!second) return untried('It takes a second profile, of another account.');
  const repositoryName = await first.repositories.get(repository);
  const image = await pushImage(first, repositoryName);
  return check({ owner: first, guest: second, repositoryName, image });
}

/** Allows the guest's account to pull, as AWS's own example of a cross-account policy does. */
async function allowPull({ owner, guest, repositoryName }: TwoAccounts): Promise<void> {
  const statement = {
    Sid: 'AllowCrossAccountPull',
    Effect: 'Allow',
    Principal: { AWS: guest.accountId },
    Action: ['ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer', 'ecr:BatchCheckLayerAvailability'],
  };
  const policyText = JSON.stringify({ Version: '2012-10-17', Statement: [statement] });
  await owner.client.send(new SetRepositoryPolicyCommand({ repositoryName, policyText }));
}

const read = ({ owner, guest, repositoryName, image }: TwoAccounts) =>
  guest.client.send(
    new BatchGetImageCommand({
      registryId: owner.accountId,
      repositoryName,
      imageIds: [{ imageDigest: image.digest }],
    }),
  );

export const otherAccount = claimArea('other-account', "Another account's registry", [
  [
    'denied',
    'documented',
    "Without a repository policy another account's identity is rejected with AccessDeniedException, status 400.",
    async (context) =>
      withGuest(context, 'guest-denied', async (accounts) => {
        const { name, status } = await refusalOf(read(accounts));
        return verdict([name, status], ['AccessDeniedException', 400]);
      }),
  ],
  [
    'denied-text',
    'observed',
    'The message of AccessDeniedException names identity, action and repository, and the missing policy.',
    async (context) =>
      withGuest(context, 'guest-denied', async (accounts) => {
        const { message } = await refusalOf(read(accounts));
        return matches(
          message,
          /^User: arn:\S+ is not authorized to perform: ecr:BatchGetImage on resource: arn:\S+ because no resource-based policy allows the ecr:BatchGetImage action$/,
        );
      }),
  ],
  [
    'allowed',
    'documented',
    'With a repository policy the identity reads the image with registryId.',
    async (context) =>
      withGuest(context, 'guest-allowed', async (accounts) => {
        await allowPull(accounts);
        const { images } = await read(accounts);
        return verdict(
          images?.map((image) => image.imageManifest === accounts.image.manifest),
          [true],
        );
      }),
  ],
  [
    'pull-policy-lists-nothing',
    'documented',
    'A policy for pulling allows neither DescribeRepositories, ListImages nor PutImage.',
    async (context) =>
      withGuest(context, 'guest-allowed', async (accounts) => {
        await allowPull(accounts);
        const { owner, guest, repositoryName, image } = accounts;
        const registryId = owner.accountId;
        const calls = [
          guest.client.send(
            new DescribeRepositoriesCommand({ registryId, repositoryNames: [repositoryName] }),
          ),
          guest.client.send(new ListImagesCommand({ registryId, repositoryName })),
          guest.client.send(
            new PutImageCommand({
              registryId,
              repositoryName,
              imageManifest: image.manifest,
              imageTag: 'guest',
            }),
          ),
        ];
        const seen = await Promise.all(calls.map(refusalName));
        return verdict([...new Set(seen)], ['AccessDeniedException']);
      }),
  ],
  [
    'missing-repository',
    'assumed',
    'A repository of another account that does not exist is rejected like one without a policy: AccessDeniedException.',
    async ({ first, second }) => {
      if (!second) return untried('It takes a second profile, of another account.');
      const list = new ListImagesCommand({
        registryId: first.accountId,
        repositoryName: first.repositories.missing('guest'),
      });
      return verdict(await refusalName(second.client.send(list)), 'AccessDeniedException');
    },
  ],
]);
