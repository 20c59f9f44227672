import type { RegistrySelection } from '../../../../../shared/models/registry.ts';
import { describeMutability } from '../../../../../shared/text/repository.ts';
import { useRepositories } from '../../../../features/registry-picker/repositories/api.ts';
import styles from './folded-route.module.css';

interface Props {
  readonly destination: RegistrySelection | undefined;
  readonly name: string | undefined;
}

/** Whether the destination repository exists, in a few words; empty until that is known. */
export function DestinationState({ destination, name }: Props) {
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
