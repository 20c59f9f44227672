import type { Resources } from './cloudformation.ts';
import { getAtt, ref, sub } from './cloudformation.ts';

const expire = (prefix: string, days: number) => ({
  Id: `expire-${prefix}`,
  Status: 'Enabled',
  Prefix: `${prefix}/`,
  ExpirationInDays: days,
});

/**
 * The bucket for `items/`, `results/` and `journals/`. It is kept when the stack is removed, with the results in it; its
 * objects expire. No image is stored in it.
 */
export const createStorage = (): Resources => ({
  Bucket: {
    Type: 'AWS::S3::Bucket',
    DeletionPolicy: 'Retain',
    UpdateReplacePolicy: 'Retain',
    Properties: {
      BucketEncryption: {
        ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } }],
      },
      PublicAccessBlockConfiguration: {
        BlockPublicAcls: true,
        BlockPublicPolicy: true,
        IgnorePublicAcls: true,
        RestrictPublicBuckets: true,
      },
      OwnershipControls: { Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' }] },
      LifecycleConfiguration: {
        Rules: [
          expire('items', 90),
          expire('results', 90),
          // An upload of ECR expires after 24 hours, and its journal with it.
          expire('journals', 2),
          {
            Id: 'abort-incomplete-uploads',
            Status: 'Enabled',
            AbortIncompleteMultipartUpload: { DaysAfterInitiation: 1 },
          },
        ],
      },
    },
  },
  BucketPolicy: {
    Type: 'AWS::S3::BucketPolicy',
    Properties: {
      Bucket: ref('Bucket'),
      PolicyDocument: {
        Version: '2012-10-17',
        Statement: [
          {
            Sid: 'RequireTls',
            Effect: 'Deny',
            Principal: '*',
            Action: 's3:*',
            Resource: [getAtt('Bucket.Arn'), sub('${Bucket.Arn}/*')],
            Condition: { Bool: { 'aws:SecureTransport': 'false' } },
          },
        ],
      },
    },
  },
});
