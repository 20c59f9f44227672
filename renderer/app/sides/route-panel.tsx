import type { ProfileListing } from '../../shared/models/profile.ts';
import type { Side } from '../../shared/result.ts';
import { useRepositories } from '../features/repositories/api.ts';
import { RepositorySelect } from '../features/repositories/repository-select.tsx';
import { DestinationNote } from './destination-note.tsx';
import type { Draft, DraftAction } from './draft.ts';
import styles from './route-panel.module.css';
import { SideRow } from './side-row.tsx';
import type { SideState } from './use-sides.ts';

interface Props {
  readonly listing: ProfileListing;
  readonly sides: Readonly<Record<Side, SideState>>;
  readonly draft: Draft;
  readonly dispatch: (action: DraftAction) => void;
}

/** From where to where: both sides above each other, the same fields in the same places. */
export function RoutePanel({ listing, sides, draft, dispatch }: Props) {
  const { source, destination } = sides;
  const sourceFailed = useRepositories(source.selection).isError;
  const opened = draft.browsing === 'images' ? draft.repository : undefined;
  return (
    <section className={styles.panel} aria-label="From where to where">
      <div className={styles.headings} aria-hidden="true">
        <span />
        <span>Profile</span>
        <span>Region</span>
        <span>Repository</span>
      </div>
      <SideRow
        state={source}
        profiles={listing.profiles}
        onChanged={() => dispatch({ kind: 'source-changed' })}
        brief={sourceFailed}
        repository={
          <RepositorySelect
            key={`${source.profile?.name} ${source.region}`}
            label="Source repository"
            selection={source.selection}
            name={opened}
            canCreate={false}
            onChange={(name) => dispatch({ kind: 'repository-opened', name })}
          />
        }
        note={
          opened === undefined && source.selection && !sourceFailed
            ? 'Choose it here or in the list below.'
            : null
        }
      />
      <SideRow
        state={destination}
        profiles={listing.profiles}
        onChanged={() => undefined}
        brief={false}
        repository={
          <RepositorySelect
            key={`${destination.profile?.name} ${destination.region}`}
            label="Destination repository"
            selection={destination.selection}
            name={draft.destinationRepository}
            suggested={draft.repository}
            canCreate
            onChange={(name) => dispatch({ kind: 'destination-repository-chosen', name })}
          />
        }
        note={<DestinationNote source={source.selection} destination={destination.selection} draft={draft} />}
      />
    </section>
  );
}
