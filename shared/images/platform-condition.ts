import type { ImageFilter } from '../models/image-filter.ts';
import type { ImageConditions } from '../models/image-query.ts';

/** Whether a filter needs the platforms of images, which only their indexes state. */
export const hasPlatformCondition = ({ tokens }: Pick<ImageFilter, 'tokens'>): boolean =>
  tokens.some(({ propertyKey }) => propertyKey === 'platform');

/** Whether a list needs the manifests that the indexes of the repository name. */
export const needsMembers = ({ view, filter }: Pick<ImageConditions, 'view' | 'filter'>): boolean =>
  view !== 'tagged' || hasPlatformCondition(filter);

/** The filter that an image satisfies when it may have any platform: one satisfied condition is enough for `or`. */
export function withoutPlatforms({ operation, tokens, text }: ImageFilter): ImageFilter {
  const others = tokens.filter(({ propertyKey }) => propertyKey !== 'platform');
  return { operation, tokens: operation === 'or' ? [] : others, ...(text !== undefined && { text }) };
}
