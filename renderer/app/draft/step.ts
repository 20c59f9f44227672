import type { BatchRequest } from '../../../shared/models/batch.ts';
import type { ComparisonRequest } from '../../../shared/models/comparison.ts';

/** The current step of a replication with the requests that it needs; it determines the page that is shown. */
export type Step =
  | { readonly kind: 'choose' }
  | { readonly kind: 'review' }
  | { readonly kind: 'compare'; readonly comparison: ComparisonRequest }
  /** Sets tags and names of many repositories. */
  | { readonly kind: 'batch' }
  /** Plans many repositories; `comparison` is the comparison that requested it, if any. */
  | {
      readonly kind: 'batch-plan';
      readonly batch: BatchRequest;
      readonly comparison: ComparisonRequest | undefined;
    };

/** The comparison of a step; its page stays mounted behind the plan of its differences. */
export const getComparison = (step: Step): ComparisonRequest | undefined =>
  step.kind === 'compare' || step.kind === 'batch-plan' ? step.comparison : undefined;

const comparedProfiles = ({ source, destination }: ComparisonRequest): readonly string[] => [
  source.profile,
  destination.profile,
];

const plannedProfiles = (request: BatchRequest): readonly string[] =>
  (request.kind === 'requests' ? request.requests : [request]).flatMap(({ source, destination }) => [
    source.profile,
    destination.profile,
  ]);

/** The profiles whose results a step shows. The plan of a review is created again when a profile changes. */
export function stepProfiles(step: Step): readonly string[] {
  switch (step.kind) {
    case 'choose':
    case 'review':
    case 'batch':
      return [];
    case 'compare':
      return comparedProfiles(step.comparison);
    case 'batch-plan':
      return plannedProfiles(step.batch);
  }
}
