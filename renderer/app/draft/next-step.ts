import type { Side } from '../../../shared/result.ts';
import { formatCount } from '../../../shared/format/counts.ts';
import { imagesPerPlan } from '../../../shared/models/plan.ts';
import type { Picks } from '../../models/picks.ts';
import type { Draft } from './draft.ts';
import type { SideState } from './use-sides.ts';

/** The next selection that the plan needs, as a sentence; undefined when the selection is complete. */
export function nextStep(
  { source, destination }: Readonly<Record<Side, SideState>>,
  draft: Draft,
): string | undefined {
  if (!source.profile) return 'Choose a source profile.';
  if (source.region === undefined) return 'Choose a source region.';
  if (draft.picks.size === 0) {
    return draft.browsing === 'images'
      ? 'Select images or tags.'
      : 'Open a source repository, or select several.';
  }
  if (draft.picks.size > imagesPerPlan)
    return `Select at most ${formatCount(imagesPerPlan, 'image')} at a time.`;
  if (!destination.profile) return 'Choose a destination profile.';
  if (destination.region === undefined) return 'Choose a destination region.';
  if (draft.destinationRepository === undefined) return 'Choose a destination repository.';
  return undefined;
}

/** `2 images, 3 tags of team/api` */
export function describePicks(picks: Picks, repository: string | undefined): string {
  if (picks.size === 0) return 'Nothing selected';
  const tags = [...picks.values()].reduce((sum, { sourceTags }) => sum + sourceTags.length, 0);
  return `${formatCount(picks.size, 'image')}, ${formatCount(tags, 'tag')} of ${repository ?? ''}`;
}
