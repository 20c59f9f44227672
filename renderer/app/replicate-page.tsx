import type { ProfileListing } from '../../shared/models/profile.ts';
import type { Settings } from '../../shared/models/settings.ts';
import { ChoosePage } from './choose-page.tsx';
import type { Draft, DraftAction } from './draft.ts';
import { ReviewPage } from './review/review-page.tsx';
import { useRequest } from './use-request.ts';
import { useSides } from './sides/use-sides.ts';

interface Props {
  readonly listing: ProfileListing;
  readonly settings: Settings;
  readonly draft: Draft;
  readonly dispatch: (action: DraftAction) => void;
  readonly onStarted: () => void;
}

/** Choosing and reviewing; choosing stays as it is behind the review. */
export function ReplicatePage({ listing, settings, draft, dispatch, onStarted }: Props) {
  const sides = useSides(settings, listing);
  const request = useRequest(sides, draft);
  const reviewing = draft.step === 'review' && request !== undefined;
  return (
    <>
      <div hidden={reviewing} style={{ height: '100%' }}>
        <ChoosePage listing={listing} settings={settings} sides={sides} draft={draft} dispatch={dispatch} />
      </div>
      {reviewing && (
        <ReviewPage
          request={request}
          draft={draft}
          dispatch={dispatch}
          signsIn={(profile) => listing.profiles.some(({ name, signIn }) => name === profile && signIn)}
          onStarted={onStarted}
        />
      )}
    </>
  );
}
