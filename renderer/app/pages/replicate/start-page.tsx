import type { Route } from '../../../../shared/models/route.ts';
import { toErrorData } from '../../../ipc/bridge.ts';
import { ErrorAlert } from '../../../components/error-alert.tsx';
import type { useDemo } from '../../../features/registry-picker/profiles/api.ts';
import { useProfiles } from '../../../features/registry-picker/profiles/api.ts';
import { NoProfiles } from '../../../features/registry-picker/profiles/no-profiles.tsx';
import { useSettings } from '../../../features/settings/api.ts';
import type { Draft, DraftAction } from '../../draft/draft.ts';
import styles from '../../page/page.module.css';
import { ReplicatePage } from './replicate-page.tsx';
import { QueryStatus } from '../../../components/query-status.tsx';
import { LoadingPage } from '../../page/loading-page.tsx';

interface Props {
  readonly draft: Draft;
  readonly dispatch: (action: DraftAction) => void;
  readonly demo: Pick<ReturnType<typeof useDemo>, 'isPending' | 'error'>;
  readonly onDemo: () => void;
  readonly onRoute: (route: Route) => void;
  readonly onStarted: () => void;
}

/** The replicate view, or its loading state, error, or first page without profiles. */
export function StartPage({ draft, dispatch, demo, onDemo, onRoute, onStarted }: Props) {
  const profiles = useProfiles();
  const settings = useSettings();
  const failed = [profiles, settings].find(({ isError }) => isError);

  if (failed) {
    return (
      <div className={styles.scroll}>
        <QueryStatus query={failed} />
      </div>
    );
  }
  if (!profiles.data || !settings.data) return <LoadingPage text="Loading AWS profiles" />;
  const listing = profiles.data;
  const demoFailure = demo.error && (
    <ErrorAlert error={toErrorData(demo.error)} actions={{ retry: onDemo }} />
  );
  if (listing.profiles.length === 0 && !listing.demo) {
    return (
      <div className={styles.scroll}>
        {demoFailure}
        <NoProfiles
          files={listing.files}
          busy={demo.isPending}
          onDemo={onDemo}
          onRefresh={() => void profiles.refetch()}
        />
      </div>
    );
  }
  return (
    <>
      {demoFailure}
      <ReplicatePage
        listing={listing}
        settings={settings.data}
        draft={draft}
        dispatch={dispatch}
        onRoute={onRoute}
        onStarted={onStarted}
      />
    </>
  );
}
