import { productionAccountId } from './demo-accounts.ts';

/** The lifecycle policy of `team/api` and `team/web`: untagged builds expire soon. */
export const expireUntagged: string = JSON.stringify({
  rules: [
    {
      rulePriority: 1,
      description: 'Builds that lost their tag',
      selection: { tagStatus: 'untagged', countType: 'sinceImagePushed', countUnit: 'days', countNumber: 14 },
      action: { type: 'expire' },
    },
    {
      rulePriority: 2,
      description: 'The last 200 releases',
      selection: { tagStatus: 'any', countType: 'imageCountMoreThan', countNumber: 200 },
      action: { type: 'expire' },
    },
  ],
});

/** Allows the production account to pull. */
export const productionPulls: string = JSON.stringify({
  Version: '2012-10-17',
  Statement: [
    {
      Sid: 'ProductionPulls',
      Effect: 'Allow',
      Principal: { AWS: `arn:aws:iam::${productionAccountId}:root` },
      Action: ['ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'],
    },
  ],
});
