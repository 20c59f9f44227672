import { InitiateLayerUploadCommand } from '@aws-sdk/client-ecr';
import { claimArea, type ClaimContext } from '../core/claim.ts';
import { putOf } from '../core/api-push.ts';
import { fullyTaggedImage } from '../core/fully-tagged-image.ts';
import { untried, verdict, type Outcome } from '../core/outcome.ts';
import { refusalOf } from '../core/refusal.ts';
import { anonymize } from '../core/anonymize.ts';

/** Requests at once: InitiateLayerUpload is allowed 100 times a second (service quotas page). */
const burst = 400;

async function exhausting({ exhaustQuotas }: ClaimContext, check: () => Promise<Outcome>): Promise<Outcome> {
  if (exhaustQuotas) return check();
  return untried('It slows down other pushes of the account for a moment: use --exhaust-quotas.');
}

export const quotas = claimArea('quotas', 'Errors of quotas', [
  [
    'throttled',
    'observed',
    'More InitiateLayerUpload than 100 a second are rejected with ThrottlingException, status 400, with the message “Rate exceeded”.',
    async (context) =>
      exhausting(context, async () => {
        const { onceClient, repositories } = context.first;
        const repositoryName = await repositories.get('quotas');
        const refusals = await Promise.all(
          Array.from({ length: burst }, async () =>
            refusalOf(onceClient.send(new InitiateLayerUploadCommand({ repositoryName }))),
          ),
        );
        const throttled = refusals.filter(({ name }) => name !== 'accepted');
        const seen = new Set(throttled.map(({ name, status, message }) => `${name} ${status} ${message}`));
        return verdict([...seen], ['ThrottlingException 400 Rate exceeded']);
      }),
  ],
  [
    'registry-throttled',
    'observed',
    'The registry endpoint shares the quotas of the API and refuses with 429 TOOMANYREQUESTS.',
    async (context) =>
      exhausting(context, async () => {
        const { endpoint, repositories } = context.first;
        const repositoryName = await repositories.get('quotas');
        const answers = await Promise.all(
          Array.from({ length: burst }, async () =>
            endpoint.send('POST', `/v2/${repositoryName}/blobs/uploads/`),
          ),
        );
        const refused = answers.filter(({ status }) => status !== 202);
        const seen = new Set(refused.map(({ status, error }) => `${status} ${error?.code}`));
        return verdict([...seen], ['429 TOOMANYREQUESTS']);
      }),
  ],
  [
    'limit-exceeded-text',
    'assumed',
    'The message of LimitExceededException for one tag too many: The operation did not succeed because it would have exceeded 1000 tags per image.',
    async ({ first }) => {
      const { repositoryName, manifest } = await fullyTaggedImage(first);
      const { message } = await refusalOf(first.onceClient.send(putOf(repositoryName, manifest, 'one-more')));
      return verdict(
        anonymize(message, [first.accountId], first.repositories.prefix),
        'The operation did not succeed because it would have exceeded 1000 tags per image.',
      );
    },
  ],
  [
    'repositories-per-registry',
    'documented',
    'A registry can have 100,000 repositories.',
    async () => untried('It takes 100,000 repositories.'),
  ],
]);
