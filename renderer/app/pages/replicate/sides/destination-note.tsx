import type { RegistrySelection } from '../../../../../shared/models/registry.ts';
import { toErrorData } from '../../../../ipc/bridge.ts';
import { ErrorLine } from '../../../../components/error-line.tsx';
import { useIdentity } from '../../../../features/registry-picker/profiles/api.ts';
import { useRepositories } from '../../../../features/registry-picker/repositories/api.ts';
import { describeEncryption, describeMutability } from '../../../../../shared/text/repository.ts';
import type { Draft } from '../../../draft/draft.ts';

interface Props {
  readonly source: RegistrySelection | undefined;
  readonly destination: RegistrySelection | undefined;
  readonly draft: Draft;
}

/** The state of the destination repository: that it exists, or the settings of the new one. */
export function DestinationNote({ source, destination, draft }: Props) {
  const sources = useRepositories(source);
  const destinations = useRepositories(destination);
  const identity = useIdentity(destination);
  const { destinationRepository: name, repository } = draft;

  // The identity line of this side shows this error.
  if (identity.isError) return null;
  if (destinations.isError) {
    return (
      <ErrorLine
        error={toErrorData(destinations.error)}
        actions={{ retry: () => void destinations.refetch() }}
      />
    );
  }
  if (name === undefined || !destinations.data) return null;
  const existing = destinations.data.find((each) => each.name === name);
  if (existing) {
    return (
      <>
        Exists, tags{' '}
        {describeMutability(existing.tagMutability, existing.tagMutabilityExclusions).toLowerCase()}.
      </>
    );
  }
  const model = sources.data?.find((each) => each.name === repository);
  if (!model) return <>Will be created with the settings of the source repository.</>;
  return (
    <>
      Will be created with the settings of the source: tags{' '}
      {describeMutability(model.tagMutability, model.tagMutabilityExclusions).toLowerCase()}, encryption{' '}
      {describeEncryption(model.encryption)}.
    </>
  );
}
