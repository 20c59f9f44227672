import { useState } from 'react';
import type { ProfileListing } from '../../../../shared/models/profile.ts';
import type { Route } from '../../../../shared/models/route.ts';
import type { Settings } from '../../../../shared/models/settings.ts';
import { noOverwrites } from '../../../features/plan-review/overwrites.ts';
import type { ConfirmedOverwrites } from '../review/review-page.tsx';
import { ChoosePage } from './choose-page.tsx';
import type { Draft, DraftAction } from '../../draft/draft.ts';
import { getComparison } from '../../draft/step.ts';
import { withPresetDestination } from '../../draft/preset-destination.ts';
import { lazyPage } from '../../page/lazy-page.tsx';
import { useRecordRoute } from '../../draft/use-routes.ts';
import { useRequest } from '../../draft/use-request.ts';
import { useSides } from '../../draft/use-sides.ts';

const ReviewPage = lazyPage(async () => (await import('../review/review-page.tsx')).ReviewPage);
const ComparePage = lazyPage(async () => (await import('../compare/compare-page.tsx')).ComparePage);
const BatchPage = lazyPage(async () => (await import('../batch/batch-page.tsx')).BatchPage);
const BatchPlanPage = lazyPage(async () => (await import('../batch/batch-plan-page.tsx')).BatchPlanPage);

interface Props {
  readonly listing: ProfileListing;
  readonly settings: Settings;
  readonly draft: Draft;
  readonly dispatch: (action: DraftAction) => void;
  /** Selects both sides of a route and opens its images. */
  readonly onRoute: (route: Route) => void;
  readonly onStarted: () => void;
}

const nothingConfirmed: ConfirmedOverwrites = { place: undefined, overwrites: noOverwrites };

/** The pages of a replication: choose, compare, batch and review. Earlier pages stay mounted to keep their state. */
export function ReplicatePage({ listing, settings, draft: chosen, dispatch, onRoute, onStarted }: Props) {
  const sides = useSides(settings, listing);
  const draft = withPresetDestination(chosen, sides);
  const request = useRequest(sides, draft);
  const { step } = draft;
  const comparison = getComparison(step);
  const selections = sides.source.selection &&
    sides.destination.selection && {
      source: sides.source.selection,
      destination: sides.destination.selection,
    };
  const [confirmed, setConfirmed] = useState(nothingConfirmed);
  const record = useRecordRoute();
  const started = (): void => {
    // A confirmation is for one replication: afterwards somebody may have set a tag back on purpose.
    setConfirmed(nothingConfirmed);
    if (request) record(request);
    onStarted();
  };
  const isReviewing = step.kind === 'review' && request !== undefined;
  const isBatch = step.kind === 'batch' || (step.kind === 'batch-plan' && !comparison);
  const isChoosing = !isReviewing && !comparison && !(isBatch && selections);
  return (
    <>
      <div hidden={!isChoosing} style={{ height: '100%' }}>
        <ChoosePage
          {...{ listing, settings, sides, draft, dispatch, onRoute }}
          request={isChoosing ? request : undefined}
          onStarted={started}
        />
      </div>
      {comparison && (
        <div hidden={step.kind !== 'compare'} style={{ height: '100%' }}>
          <ComparePage request={comparison} draft={draft} dispatch={dispatch} />
        </div>
      )}
      {isBatch && selections && (
        <div hidden={step.kind !== 'batch'} style={{ height: '100%' }}>
          <BatchPage selections={selections} draft={draft} dispatch={dispatch} />
        </div>
      )}
      {step.kind === 'batch-plan' && (
        <BatchPlanPage request={step.batch} dispatch={dispatch} onStarted={onStarted} />
      )}
      {isReviewing && (
        <ReviewPage
          request={request}
          draft={draft}
          dispatch={dispatch}
          confirmed={confirmed}
          onConfirmed={setConfirmed}
          signsIn={(profile) => listing.profiles.some(({ name, signIn }) => name === profile && signIn)}
          onStarted={started}
        />
      )}
    </>
  );
}
