import type { Topic } from './topic.ts';

export const compare: Topic<'compare'> = {
  title: 'Compare',
  about: 'Compares the tags of repositories at the source and at the destination by their digests.',
  sections: {
    result: {
      heading: 'Read the result',
      text: 'A tag is the same when both sides have the same digest. It is different when the digests differ, and missing when only one side has it.',
    },
    copy: {
      heading: 'Copy what is missing',
      text: 'Choose Replicate missing tags. The plan is shown before anything is copied.',
    },
  },
  links: [
    {
      text: 'Image manifest formats of Amazon ECR',
      href: 'https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-manifest-formats.html',
    },
  ],
};
