/**
 * The managed policy AmazonEC2ContainerRegistryPullOnly (AWS managed policy reference), as the local ECR evaluates it.
 */
export const pullOnlyPolicy = JSON.stringify({
  Version: '2012-10-17',
  Statement: [
    {
      Effect: 'Allow',
      Action: [
        'ecr:GetAuthorizationToken',
        'ecr:BatchImportUpstreamImage',
        'ecr:BatchGetImage',
        'ecr:GetDownloadUrlForLayer',
      ],
      Resource: '*',
    },
  ],
});

/** The policy of "IAM permissions for pushing an image" (Amazon ECR user guide) for one repository, given by its ARN. */
export const pushOnlyPolicy = (repositoryArn: string): string =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Action: [
          'ecr:CompleteLayerUpload',
          'ecr:UploadLayerPart',
          'ecr:InitiateLayerUpload',
          'ecr:BatchCheckLayerAvailability',
          'ecr:PutImage',
          'ecr:BatchGetImage',
        ],
        Resource: repositoryArn,
      },
      { Effect: 'Allow', Action: 'ecr:GetAuthorizationToken', Resource: '*' },
    ],
  });
