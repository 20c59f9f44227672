import type { LocalPrincipal } from '../accounts/accounts.ts';

/** A profile of the demo and its account. The keys are valid at the local ECR only. */
export interface DemoProfile {
  readonly name: string;
  readonly region: string;
  readonly accountId: string;
  readonly principal: LocalPrincipal;
  /** The profile's permissions. */
  readonly access: 'full' | 'read-only' | 'expired';
}

export const demoRegions = ['us-east-1', 'eu-west-1', 'ap-southeast-2'] as const;

export const buildAccountId = '111122223333';
export const productionAccountId = '444455556666';

/** Two profiles that can copy, one with read-only access, and one whose session has expired. */
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

/** The actions that the read-only profile is denied. */
export const writeActions: readonly string[] = [
  'ecr:BatchDeleteImage',
  'ecr:CompleteLayerUpload',
  'ecr:CreateRepository',
  'ecr:CreateRepositoryCreationTemplate',
  'ecr:DeleteRepository',
  'ecr:InitiateLayerUpload',
  'ecr:PutImage',
  'ecr:PutImageTagMutability',
  'ecr:PutRegistryPolicy',
  'ecr:PutReplicationConfiguration',
  'ecr:StartReplicationBackfill',
  'ecr:StopReplicationBackfill',
  'ecr:UploadLayerPart',
];
