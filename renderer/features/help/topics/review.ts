import type { Topic } from './topic.ts';

export const review: Topic<'review'> = {
  title: 'Review',
  about:
    'Shows what the replication changes at the destination, how much it transfers, and what prevents it. Planning only reads.',
  sections: {
    changes: {
      heading: 'Changes at the destination',
      text: 'Lists what is created, and which tags are added or overwritten. An overwritten tag points to another image afterwards; its earlier image stays, untagged unless it has other tags.',
    },
    conflicts: {
      heading: 'Tag conflicts',
      text: 'A tag that already points to another image at the destination is a conflict. Skip the tag, rename it, or overwrite it.',
    },
    estimate: {
      heading: 'Estimated time',
      text: 'Computed from the bytes to transfer and the speed that earlier transfers on this route reached. Without any it is not known before the first larger transfer. Where a quota of ECR is the limit, it is named.',
    },
    options: {
      heading: 'Options',
      text: 'Referrers are signatures, SBOMs and attestations. Choosing platforms rewrites an index, which then has another digest. The upload method is automatic unless the registry endpoint or the ECR API must be used.',
    },
    repository: {
      heading: 'New repository',
      text: 'The destination repository is created with the selected settings of the source. Encryption cannot be changed later.',
    },
    layers: {
      heading: 'Layers',
      text: 'Layers that the destination has are not sent again. Layers of the same registry are mounted. All others go through memory, never to the disk.',
    },
    digests: {
      heading: 'Digests',
      text: 'Manifests are stored byte for byte, so that the image has the same digest at the destination. Verify after copying reads everything back and compares it.',
    },
    protected: {
      heading: 'Protected accounts',
      text: 'To replicate to an account that is protected in the settings, type its label or ID.',
    },
  },
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
