import type { Topic } from './topic.ts';

export const choose: Topic<'choose'> = {
  title: 'Replicate',
  about:
    'Choose a source and a destination registry, then the images to copy. Nothing is changed until you confirm on the review page.',
  sections: {
    sides: {
      heading: 'Choose the sides',
      text: 'Each side has an AWS profile and a Region. The profile of the source needs permission to read, the profile of the destination to write. Both can be in different accounts and partitions.',
    },
    images: {
      heading: 'Choose images',
      text: 'Open a repository and select images or single tags. An image index is copied with all its platforms unless you choose platforms on the review page.',
    },
    filter: {
      heading: 'Filter images',
      text: 'Type a part of a tag or digest, or a condition such as Size > 100 MB. A filter can be saved under a name. The platform is known of image indexes and of the images that they name; other images are counted and not listed.',
    },
    repositories: {
      heading: 'Copy many repositories',
      text: 'Select repositories in the list, then choose Configure tags and names.',
    },
    uri: {
      heading: 'Open an image by its URI',
      text: 'Drop a URI on the window, paste it into the command palette, or choose Open Copied URI in the menu File.',
    },
    denied: {
      heading: 'If listing is denied',
      text: 'Type the names of the repository and of the tag. A role that can only pull and push is enough.',
    },
  },
  links: [
    {
      text: 'Amazon ECR private registries',
      href: 'https://docs.aws.amazon.com/AmazonECR/latest/userguide/Registries.html',
    },
    {
      text: 'AWS profiles: shared config and credentials files',
      href: 'https://docs.aws.amazon.com/sdkref/latest/guide/file-format.html',
    },
  ],
};
