import { InfoLink } from '../../../components/info-link.tsx';
import { PageTitle } from '../../page/page-title.tsx';
import { useState } from 'react';
import type { ProfileListing } from '../../../../shared/models/profile.ts';
import type { RegistrySelection } from '../../../../shared/models/registry.ts';
import type { Settings } from '../../../../shared/models/settings.ts';
import type { ErrorActions } from '../../../components/error-actions.ts';
import { RefreshButton } from '../../../components/refresh-button.tsx';
import { useRegistryReplication } from '../../../features/ecr-replication/api.ts';
import { RegistrySections } from '../../../features/ecr-replication/registry/registry-sections.tsx';
import { useProfiles } from '../../../features/registry-picker/profiles/api.ts';
import { useSettings } from '../../../features/settings/api.ts';
import { rememberedChoice } from '../../../features/settings/selection.ts';
import pageStyles from '../../page/page.module.css';
import { ImageStatus } from './image-status.tsx';
import { RegistryBackfills } from './registry-backfills.tsx';
import type { RegistryChoice } from './registry-chooser.tsx';
import { chosenRegistry, focusRegistryField, RegistryChooser } from './registry-chooser.tsx';
import styles from './ecr-replication-page.module.css';
import { QueryStatus } from '../../../components/query-status.tsx';
import { LoadingPage } from '../../page/loading-page.tsx';

/** The replication settings of a registry, its backfills, and the status of its images. */
export function EcrReplicationPage() {
  const { data: settings } = useSettings();
  const { data: listing } = useProfiles();
  if (!settings || !listing) return <LoadingPage text="Loading profiles" />;
  return <Page settings={settings} listing={listing} />;
}

function Page({ settings, listing }: { readonly settings: Settings; readonly listing: ProfileListing }) {
  // The source of replications is shown first.
  const [chosen, setChosen] = useState<RegistryChoice>();
  const remembered = rememberedChoice(settings, 'source', listing.profiles);
  const choice = chosen ?? { profile: remembered.profile?.name, region: remembered.region };
  const selection = chosenRegistry(choice);
  const read = useRegistryReplication(selection);
  return (
    <div className={pageStyles.page}>
      <div className={pageStyles.scroll}>
        <div className={styles.head}>
          <PageTitle info={<InfoLink topic="replication" about="replication" />}>Replication</PageTitle>
          {selection && (
            <RefreshButton
              what="replication"
              updatedAt={read.dataUpdatedAt}
              busy={read.isFetching}
              onRefresh={() => void read.refetch()}
            />
          )}
        </div>
        <RegistryChooser listing={listing} settings={settings} choice={choice} onChoice={setChosen} />
        {selection ? (
          <Registry key={JSON.stringify(selection)} selection={selection} read={read} />
        ) : (
          <div className={pageStyles.center}>Choose a registry to see its replication.</div>
        )}
      </div>
    </div>
  );
}

interface RegistryProps {
  readonly selection: RegistrySelection;
  readonly read: ReturnType<typeof useRegistryReplication>;
}

function Registry({ selection, read }: RegistryProps) {
  const actions: ErrorActions = {
    retry: () => void read.refetch(),
    'choose-profile': () => focusRegistryField('profile'),
    'choose-region': () => focusRegistryField('region'),
  };
  if (read.error) return <QueryStatus query={read} actions={actions} />;
  if (!read.data) return <LoadingPage text="Loading replication settings" />;
  return (
    <>
      <RegistrySections replication={read.data} actions={actions} />
      <RegistryBackfills replication={read.data} selection={selection} actions={actions} />
      <ImageStatus selection={selection} />
    </>
  );
}
