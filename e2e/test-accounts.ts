import type { LocalAccount } from '../electron/local-ecr/accounts/accounts.ts';
import type { TestProfile } from './aws-home.ts';

/** Where the tests' images come from. */
export const build: TestProfile = {
  kind: 'keys',
  name: 'build',
  region: 'eu-central-1',
  principal: {
    accessKeyId: 'AKIABUILD00000000000',
    secretAccessKey: 'secret-of-build',
    arn: 'arn:aws:iam::111111111111:user/build',
  },
};

/** Where they go to: another account, in another region. */
export const production: TestProfile = {
  kind: 'keys',
  name: 'production',
  region: 'us-west-2',
  principal: {
    accessKeyId: 'AKIAPRODUCTION000000',
    secretAccessKey: 'secret-of-production',
    arn: 'arn:aws:iam::222222222222:user/release',
  },
};

export const accounts: readonly LocalAccount[] = [
  { id: '111111111111', principals: [build.principal] },
  { id: '222222222222', principals: [production.principal] },
];

export const regions: readonly string[] = [build.region, production.region];
