import type { Topic } from './topic.ts';

export const batch: Topic<'batch'> = {
  title: 'Many repositories',
  about: 'Sets which tags of the selected repositories are copied, and the names at the destination.',
  sections: {
    filters: {
      heading: 'Tag filters',
      text: 'A filter selects tags by pattern, version, age or number. The preview shows which tags it selects and why.',
    },
    renaming: {
      heading: 'Renaming',
      text: 'Rules change the names of repositories and tags. A rule that gives two repositories the same name is reported.',
    },
  },
  links: [
    {
      text: 'Amazon ECR private repositories',
      href: 'https://docs.aws.amazon.com/AmazonECR/latest/userguide/Repositories.html',
    },
  ],
};

export const batchPlan: Topic<'batch-plan'> = {
  title: 'Plan of many repositories',
  about:
    'Plans the repositories one after another. You can stop planning at any time; existing plans are kept.',
  sections: {
    start: {
      heading: 'Start',
      text: 'Start adds every plan without blockers to the queue of the Transfers page. Repositories with blockers are left out and stay listed.',
    },
    'in-aws': {
      heading: 'Run in AWS',
      text: 'A large batch can run in your AWS account with Step Functions, Lambda and CodeBuild, without this computer.',
    },
  },
  links: [],
};
