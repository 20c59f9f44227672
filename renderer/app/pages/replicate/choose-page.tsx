import { useCallback, useState } from 'react';
import type { ProfileListing } from '../../../../shared/models/profile.ts';
import type { ImageSummary } from '../../../../shared/models/image.ts';
import type { ReplicationRequest } from '../../../../shared/models/plan.ts';
import type { Route } from '../../../../shared/models/route.ts';
import type { Settings } from '../../../../shared/models/settings.ts';
import { EmptyState } from '../../../components/empty-state.tsx';
import { RecentRoutes } from '../../../features/routes/recent-routes.tsx';
import { useChangeSettings } from '../../../features/settings/api.ts';
import { useUndoableChange } from '../../../features/settings/use-undoable-change.ts';
import type { Picks } from '../../../models/picks.ts';
import { withImage } from '../../../models/picks.ts';
import { lazyPage } from '../../page/lazy-page.tsx';
import { ChooseActions } from './choose-actions.tsx';
import { Breadcrumb } from '../../layout/breadcrumb.tsx';
import type { Draft, DraftAction } from '../../draft/draft.ts';
import { nextStep } from '../../draft/next-step.ts';
import { focusField } from '../../draft/fields.ts';
import styles from '../../page/page.module.css';
import { RoutePanel } from './sides/route-panel.tsx';
import { useOpenInSource } from './sides/use-open-in-source.ts';
import { useOpenRepository } from './use-open-repository.ts';
import { useRestoredFocus } from './use-restored-focus.ts';
import type { Sides } from '../../draft/use-sides.ts';
import { registryKey } from '../../../../shared/models/registry.ts';

const RepositoriesTable = lazyPage(
  async () =>
    (await import('../../../features/registry-picker/repositories/repositories-table.tsx')).RepositoriesTable,
  null,
);
const ImagesTable = lazyPage(
  async () => (await import('../../../features/images/images-table.tsx')).ImagesTable,
  null,
);
const SelectByRules = lazyPage(
  async () => (await import('../batch/select-by-rules.tsx')).SelectByRules,
  null,
);
const ImageDetailsDialog = lazyPage(
  async () => (await import('../../../features/images/details/image-details-dialog.tsx')).ImageDetailsDialog,
  null,
);

interface Props {
  readonly listing: ProfileListing;
  readonly settings: Settings;
  readonly sides: Sides;
  readonly draft: Draft;
  readonly dispatch: (action: DraftAction) => void;
  /** The request of the selection; undefined while it is incomplete or another step is shown. */
  readonly request: ReplicationRequest | undefined;
  readonly onRoute: (route: Route) => void;
  readonly onStarted: () => void;
}

/** Selects both sides, and the repositories or images of the source. */
export function ChoosePage({
  listing,
  settings,
  sides,
  draft,
  dispatch,
  request,
  onRoute,
  onStarted,
}: Props) {
  const { mutate: changeSettings } = useChangeSettings();
  const changeUndoably = useUndoableChange();
  const { selection } = sides.source;
  const [detailed, setDetailed] = useState<ImageSummary>();
  const [dragged, setDragged] = useState<ImageSummary>();
  const open = useOpenRepository(selection, draft, dispatch);
  const changePicks = useCallback(
    (change: (picks: Picks) => Picks) => dispatch({ kind: 'picks-changed', change }),
    [dispatch],
  );
  const selectDropped = (image: ImageSummary): void => {
    const picks = withImage(draft.picks, image);
    changePicks((current) => withImage(current, image));
    setDragged(undefined);
    if (nextStep(sides, { ...draft, picks }) === undefined)
      dispatch({ kind: 'step-changed', step: 'review' });
  };
  const actions = {
    'choose-profile': () => focusField('source', 'profile'),
    'choose-region': () => focusField('source', 'region'),
  };
  const openReference = useOpenInSource(settings, sides.source, dispatch);
  const sourceKey = selection && registryKey(selection);
  const routes = {
    routes: settings.routes,
    isDemo: listing.demo,
    profiles: listing.profiles,
    onOpen: onRoute,
    onChange: (next: Route[]) =>
      next.length < settings.routes.length
        ? changeUndoably({ routes: next }, 'Route removed.')
        : changeSettings({ routes: next }),
  };
  const images = selection && draft.browsing === 'images' ? draft.repository : undefined;
  const list = useRestoredFocus(images);

  return (
    <div className={styles.page}>
      <h1 className="visually-hidden">Choose images</h1>
      <div className={styles.scroll}>
        <RoutePanel
          {...{ listing, settings, sides, draft, dispatch, routes }}
          onOpen={open}
          onImageDropped={dragged && (() => selectDropped(dragged))}
        />
        {draft.repository === undefined && <RecentRoutes {...routes} limit={selection ? 3 : 10} />}
        {!selection && (
          <EmptyState title="Choose a source">
            Choose a source profile and region to list its repositories.
          </EmptyState>
        )}
        <div ref={list} className={styles.list} tabIndex={-1}>
          {selection && (
            <div hidden={images !== undefined}>
              <RepositoriesTable
                key={sourceKey}
                selection={selection}
                onOpen={open}
                onReference={openReference}
                actions={actions}
                picked={draft.repositories}
                onPicked={(names) => dispatch({ kind: 'repositories-selected', names })}
              />
            </div>
          )}
          {selection && images !== undefined && (
            <ImagesTable
              key={`${sourceKey} ${images} ${draft.find}`}
              title={
                <Breadcrumb repository={images} onBack={() => dispatch({ kind: 'repository-closed' })} />
              }
              repository={{ ...selection, repositoryName: images }}
              picks={draft.picks}
              onPicks={changePicks}
              actions={actions}
              find={draft.find}
              tools={
                <SelectByRules
                  repository={{ ...selection, repositoryName: images }}
                  filter={draft.filter}
                  onFilter={(filter) => dispatch({ kind: 'batch-changed', filter })}
                  onPicks={changePicks}
                />
              }
              onDetails={setDetailed}
              onDrag={setDragged}
            />
          )}
          {selection && images !== undefined && detailed && (
            <ImageDetailsDialog
              repository={{ ...selection, repositoryName: images }}
              image={detailed}
              onClose={() => setDetailed(undefined)}
              actions={actions}
            />
          )}
        </div>
      </div>
      <ChooseActions {...{ sides, draft, dispatch, request, onStarted }} />
    </div>
  );
}
