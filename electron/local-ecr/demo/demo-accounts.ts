import type { LocalPrincipal } from '../accounts/accounts.ts';

/** A profile of the demo and who it signs in as. The keys open nothing but the local ECR. */
export interface DemoProfile {
  readonly name: string;
  readonly region: string;
  readonly accountId: string;
  readonly principal: LocalPrincipal;
  /** What the profile may do. */
  readonly access: 'full' | 'read-only' | 'expired';
}

export const demoRegions = ['us-east-1', 'eu-west-1', 'ap-southeast-2'] as const;

export const buildAccountId = '111122223333';
export const productionAccountId = '444455556666';

/** Two that can copy, one that may only look, and one whose session is over. */
export const demoProfiles: readonly DemoProfile[] = [
  {
    name: 'demo-build',
    region: 'us-east-1',
    accountId: buildAccountId,
    principal: {
      accessKeyId: 'AKIADEMOBUILD0000001',
      secretAccessKey: 'demo/build/not/a/real/secret/key/0000001',
      arn: `arn:aws:iam::${buildAccountId}:user/release-engineer`,
    },
    access: 'full',
  },
  {
    name: 'demo-production',
    region: 'eu-west-1',
    accountId: productionAccountId,
    principal: {
      accessKeyId: 'AKIADEMOPRODUCTION01',
      secretAccessKey: 'demo/production/not/a/real/secret/key/01',
      arn: `arn:aws:iam::${productionAccountId}:user/deployer`,
    },
    access: 'full',
  },
  {
    name: 'demo-auditor',
    region: 'eu-west-1',
    accountId: productionAccountId,
    principal: {
      accessKeyId: 'AKIADEMOAUDITOR00001',
      secretAccessKey: 'demo/auditor/not/a/real/secret/key/00001',
      arn: `arn:aws:iam::${productionAccountId}:user/auditor`,
    },
    access: 'read-only',
  },
  {
    name: 'demo-expired',
    region: 'us-east-1',
    accountId: buildAccountId,
    principal: {
      accessKeyId: 'ASIADEMOEXPIRED00001',
      secretAccessKey: 'demo/expired/not/a/real/secret/key/00001',
      sessionToken: 'demo-session-that-is-over',
      arn: `arn:aws:sts::${buildAccountId}:assumed-role/contractor/temp`,
    },
    access: 'expired',
  },
];

/** What a profile that may only look is denied. */
export const writeActions: readonly string[] = [
  'ecr:BatchDeleteImage',
  'ecr:CompleteLayerUpload',
  'ecr:CreateRepository',
  'ecr:DeleteRepository',
  'ecr:InitiateLayerUpload',
  'ecr:PutImage',
  'ecr:PutImageTagMutability',
  'ecr:UploadLayerPart',
];
