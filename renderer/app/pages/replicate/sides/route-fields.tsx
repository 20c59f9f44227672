import type { ComponentProps } from 'react';
import Button from '@cloudscape-design/components/button';
import { InfoLink } from '../../../../components/info-link.tsx';
import type { ProfileListing } from '../../../../../shared/models/profile.ts';
import type { Settings } from '../../../../../shared/models/settings.ts';
import { RoutesMenu } from '../../../../features/routes/routes-menu.tsx';
import { useRepositories } from '../../../../features/registry-picker/repositories/api.ts';
import { RepositorySelect } from '../../../../features/registry-picker/repositories/repository-select.tsx';
import { DestinationNote } from './destination-note.tsx';
import type { Draft, DraftAction } from '../../../draft/draft.ts';
import styles from './route-panel.module.css';
import { RegistryField } from './registry-field.tsx';
import { SameRegistryNote } from './same-registry-note.tsx';
import { SideRow } from './side-row.tsx';
import type { Sides } from '../../../draft/use-sides.ts';
import { useSwap } from '../../../draft/use-swap.ts';
import type { RegistrySelection } from '../../../../../shared/models/registry.ts';
import { toErrorData } from '../../../../ipc/bridge.ts';

interface Props {
  readonly listing: ProfileListing;
  readonly settings: Settings;
  readonly sides: Sides;
  readonly draft: Draft;
  readonly dispatch: (action: DraftAction) => void;
  /** Opens a repository of the source. */
  readonly onOpen: (name: string) => void;
  /** Called when an image is dropped on the destination; undefined while none is dragged. */
  readonly onImageDropped: (() => void) | undefined;
  readonly routes: Omit<ComponentProps<typeof RoutesMenu>, 'current' | 'variant'>;
  /** Shows one line instead of the fields; undefined while they are incomplete. */
  readonly onDone: (() => void) | undefined;
}

/** Source and destination in two rows with the same fields. */
export function RouteFields({
  listing,
  settings,
  sides,
  draft,
  dispatch,
  onOpen,
  onImageDropped,
  routes,
  onDone,
}: Props) {
  const { source, destination } = sides;
  const sourceFailed = useRepositories(source.selection).isError;
  const swap = useSwap(draft, dispatch);
  const opened = draft.browsing === 'images' ? draft.repository : undefined;
  return (
    <div className={styles.fields}>
      <div className={styles.headings}>
        <span>
          <InfoLink topic="choose" section="sides" about="source and destination" />
        </span>
        <span aria-hidden="true">Profile</span>
        <span aria-hidden="true">Region</span>
        <span className={styles.last}>
          <span aria-hidden="true">Repository</span>
          {onDone && (
            <Button variant="inline-link" ariaLabel="Done with source and destination" onClick={onDone}>
              Done
            </Button>
          )}
        </span>
      </div>
      <SideRow
        state={source}
        listing={listing}
        settings={settings}
        onChanged={() => dispatch({ kind: 'source-changed' })}
        brief={sourceFailed}
        corner={
          <Button
            variant="inline-icon"
            iconName="upload-download"
            ariaLabel="Swap source and destination"
            onClick={swap}
          />
        }
        repository={
          <RepositorySelect
            key={`${source.profile?.name} ${source.region} ${source.registryId}`}
            label="Source repository"
            selection={source.selection}
            name={opened}
            canCreate={false}
            onChange={onOpen}
          />
        }
        note={
          <>
            {opened === undefined && source.selection && !sourceFailed
              ? 'Choose a repository here or in the list below.'
              : null}
            <ListNote selection={source.selection} />
            {source.profile && (
              <RegistryField
                key={`${source.profile.name} ${source.registryId}`}
                registryId={source.registryId}
                onChange={(registryId) => {
                  source.chooseRegistry(registryId);
                  dispatch({ kind: 'source-changed' });
                }}
              />
            )}
          </>
        }
      />
      <SideRow
        state={destination}
        listing={listing}
        settings={settings}
        onChanged={() => undefined}
        brief={false}
        corner={<RoutesMenu {...routes} current={undefined} variant="inline-icon" />}
        onDropped={onImageDropped}
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
        note={
          <>
            <SameRegistryNote source={source.selection} destination={destination.selection} />
            <ListNote selection={destination.selection} />
            <DestinationNote source={source.selection} destination={destination.selection} draft={draft} />
          </>
        }
      />
    </div>
  );
}

/** Says that a name can be typed when the repositories of a side cannot be listed, and why. */
function ListNote({ selection }: { readonly selection: RegistrySelection | undefined }) {
  const list = useRepositories(selection);
  const error = list.isError ? toErrorData(list.error) : undefined;
  if (error?.code !== 'access-denied') return null;
  const action = error.denied?.action ?? 'ecr:DescribeRepositories';
  return (
    <div className={styles.list}>
      No list of repositories: {action} is denied. Enter the name of the repository.
    </div>
  );
}
