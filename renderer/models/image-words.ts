import type { ImageKind } from '../../shared/models/image.ts';

const labels = {
  image: 'Image',
  index: 'Index',
  'helm-chart': 'Helm chart',
  artifact: 'Artifact',
} as const satisfies Record<ImageKind, string>;

export const describeKind = (kind: ImageKind): string => labels[kind];
