import type { Topic } from './topic.ts';

export const transfers: Topic<'transfers'> = {
  title: 'Transfers',
  about:
    'Shows running, waiting and finished transfers. They continue when you close the page or the window.',
  sections: {
    order: {
      heading: 'Order',
      text: 'Waiting transfers start from top to bottom. Drag one to another place, or use its menu. The number of transfers that run at once is a setting.',
    },
    pause: {
      heading: 'Pause and resume',
      text: 'A paused transfer keeps the layers that the destination has already, and continues within a layer.',
    },
    failure: {
      heading: 'After a failure',
      text: 'Retry failed images plans only these again. An expired session pauses a transfer until you sign in.',
    },
    throughput: {
      heading: 'Throughput',
      text: 'Shows the last minutes of all transfers together. Marks show pauses, throttling by ECR, and retries. Move over the graph, or use the arrow keys, to read values.',
    },
    tags: {
      heading: 'Tags last',
      text: 'A tag is set after all layers and manifests of its image are stored, so a tag never points to an incomplete image.',
    },
  },
  links: [
    {
      text: 'Troubleshooting Amazon ECR errors',
      href: 'https://docs.aws.amazon.com/AmazonECR/latest/userguide/common-errors.html',
    },
  ],
};
