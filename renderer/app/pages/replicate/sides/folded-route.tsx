import Button from '@cloudscape-design/components/button';
import Icon from '@cloudscape-design/components/icon';
import { useQueryClient } from '@tanstack/react-query';
import type { ComponentProps } from 'react';
import { formatAccount } from '../../../../../shared/format/accounts.ts';
import { AccountMark } from '../../../../components/account-mark.tsx';
import { RoutesMenu } from '../../../../features/routes/routes-menu.tsx';
import { useIdentity } from '../../../../features/registry-picker/profiles/api.ts';
import type { Draft } from '../../../draft/draft.ts';
import { createRoute } from '../../../draft/use-routes.ts';
import type { Sides, SideState } from '../../../draft/use-sides.ts';
import { dropTarget } from './drop-target.ts';
import styles from './folded-route.module.css';
import { SameRegistryNote } from './same-registry-note.tsx';
import { changeButtonId } from './use-folding.ts';
import type { RegistrySelection } from '../../../../../shared/models/registry.ts';
import { describeMutability } from '../../../../../shared/text/repository.ts';
import { useRepositories } from '../../../../features/registry-picker/repositories/api.ts';

interface Props {
  readonly sides: Sides;
  readonly draft: Draft;
  readonly routes: Omit<ComponentProps<typeof RoutesMenu>, 'current' | 'variant'>;
  readonly onChange: () => void;
  /** Called when an image is dropped on the destination; undefined while none is dragged. */
  readonly onImageDropped: (() => void) | undefined;
}

/** Both sides in one line: `build · us-east-1 · team/api → production · eu-west-1 · mirror/api`. */
export function FoldedRoute({
  sides: { source, destination },
  draft,
  routes,
  onChange,
  onImageDropped,
}: Props) {
  const client = useQueryClient();
  const current =
    source.selection && destination.selection && draft.repository && draft.destinationRepository
      ? createRoute(
          client,
          { ...source.selection, repositoryName: draft.repository },
          { ...destination.selection, repositoryName: draft.destinationRepository },
        )
      : undefined;
  return (
    <div className={styles.line}>
      <FoldedSide title="Source" state={source} repository={draft.repository} />
      <span className={styles.arrow} aria-hidden="true">
        <Icon name="arrow-right" size="small" />
      </span>
      <FoldedSide
        title="Destination"
        state={destination}
        repository={draft.destinationRepository}
        onDropped={onImageDropped}
      />
      <DestinationState destination={destination.selection} name={draft.destinationRepository} />
      <span className={styles.end}>
        <SameRegistryNote source={source.selection} destination={destination.selection} isBrief />
        <RoutesMenu {...routes} current={current} variant="normal" />
        <Button id={changeButtonId} ariaLabel="Change source and destination" onClick={onChange}>
          Change
        </Button>
      </span>
    </div>
  );
}

interface SideProps {
  readonly title: 'Source' | 'Destination';
  readonly state: SideState;
  readonly repository: string | undefined;
  readonly onDropped?: (() => void) | undefined;
}

function FoldedSide({ title, state, repository = '', onDropped }: SideProps) {
  const { profile, region = '', selection } = state;
  const identity = useIdentity(selection).data;
  const accountId = identity?.registryId ?? state.registryId ?? profile?.accountId;
  const isForeign = state.registryId !== undefined && state.registryId !== identity?.accountId;
  const text = [profile?.name, region, ...(isForeign ? [formatAccount(state.registryId)] : [])].join(' · ');
  return (
    <div
      role="group"
      aria-label={title}
      className={styles.side}
      title={`${text} · ${repository}`}
      {...dropTarget(onDropped)}
    >
      {accountId !== undefined && <AccountMark accountId={accountId} name={profile?.accountName} />}
      <span className={styles.registry}>{text}</span>
      <span aria-hidden="true">·</span>
      <b className={styles.repository}>{repository}</b>
    </div>
  );
}

interface StateProps {
  readonly destination: RegistrySelection | undefined;
  readonly name: string | undefined;
}

/** Whether the destination repository exists, in a few words; empty until that is known. */
function DestinationState({ destination, name }: StateProps) {
  const { data } = useRepositories(destination);
  const existing = data?.find((each) => each.name === name);
  const tags = existing && describeMutability(existing.tagMutability, existing.tagMutabilityExclusions);
  const text = tags ? `exists, tags ${tags.toLowerCase()}` : data ? 'will be created' : '';
  return (
    <span className={styles.state} title={text}>
      {text}
    </span>
  );
}
