import type { Topic } from './topic.ts';

export const history: Topic<'history'> = {
  title: 'History',
  about:
    'Lists every replication of this computer: what was copied, from where, when, and with which result.',
  sections: {
    find: {
      heading: 'Find an image',
      text: 'Search for a digest, a tag, a repository or an account to see when an image was copied and from where.',
    },
    entry: {
      heading: 'One replication',
      text: 'An entry shows both identities, every image with its digests, the verification report, and what was planned beside what happened.',
    },
    repeat: {
      heading: 'Repeat',
      text: 'Open an entry and choose Repeat. The review is shown before anything is copied.',
    },
    keep: {
      heading: 'Keep or delete',
      text: 'Export entries as CSV or JSON. The limit of the history is in the settings; deleting entries does not change images in ECR.',
    },
  },
  links: [
    {
      text: 'Logging Amazon ECR actions with AWS CloudTrail',
      href: 'https://docs.aws.amazon.com/AmazonECR/latest/userguide/logging-using-cloudtrail.html',
    },
  ],
};
