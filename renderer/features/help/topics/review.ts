import type { Topic } from './topic.ts';

export const review: Topic = {
  title: 'Review',
  about:
    'Shows what the replication changes at the destination, how much it transfers, and what prevents it. Planning only reads.',
  tasks: [
    {
      heading: 'Tag conflicts',
      text: 'A tag that already points to another image at the destination is a conflict. Skip the tag, rename it, or overwrite it.',
    },
    {
      heading: 'Layers',
      text: 'Layers that the destination has are not sent again. Layers of the same registry are mounted. All others go through memory, never to the disk.',
    },
    {
      heading: 'Digests',
      text: 'Manifests are stored byte for byte, so that the image has the same digest at the destination. Verify after copying reads everything back and compares it.',
    },
    {
      heading: 'Protected accounts',
      text: 'To replicate to an account that is protected in the settings, type its label or ID.',
    },
  ],
  links: [
    {
      text: 'Image tag mutability',
      href: 'https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-tag-mutability.html',
    },
    {
      text: 'Amazon ECR service quotas',
      href: 'https://docs.aws.amazon.com/AmazonECR/latest/userguide/service-quotas.html',
    },
  ],
};
