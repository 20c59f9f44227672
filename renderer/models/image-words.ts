import type { ImageKind } from '../../shared/models/image.ts';

const kinds = {
  image: 'Image',
  index: 'Index',
  'helm-chart': 'Helm chart',
  artifact: 'Artifact',
} as const satisfies Record<ImageKind, string>;

export const describeKind = (kind: ImageKind): string => kinds[kind];
