import type { Topic } from './topic.ts';

export const replication: Topic<'replication'> = {
  title: 'Replication',
  about:
    'Shows the replication that Amazon ECR does itself: rules, the registry policy, repository creation templates, and backfills of existing images.',
  sections: {
    rules: {
      heading: 'When to use it',
      text: 'A rule copies images that are pushed from now on, without this app. It keeps the names of repositories and does not change tags.',
    },
    templates: {
      heading: 'Repository creation templates',
      text: 'ECR creates repositories at the destination of a rule. A template gives them settings such as encryption, mutability and policies by their prefix.',
    },
    status: {
      heading: 'Image status',
      text: 'Shows for each image whether ECR has replicated it to each destination of the rules. It is read for the visible page.',
    },
    backfills: {
      heading: 'Existing images',
      text: 'A backfill copies images that were pushed before the rule existed.',
    },
    policy: {
      heading: 'Another account',
      text: 'The destination account must allow the source account in its registry policy.',
    },
  },
  links: [
    {
      text: 'Private image replication in Amazon ECR',
      href: 'https://docs.aws.amazon.com/AmazonECR/latest/userguide/replication.html',
    },
    {
      text: 'Private registry permissions',
      href: 'https://docs.aws.amazon.com/AmazonECR/latest/userguide/registry-permissions.html',
    },
  ],
};
