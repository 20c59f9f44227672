import Icon from '@cloudscape-design/components/icon';
import type { RegistrySelection } from '../../../../../shared/models/registry.ts';
import { useIdentity } from '../../../../features/registry-picker/profiles/api.ts';
import styles from './route-panel.module.css';

interface Props {
  readonly source: RegistrySelection | undefined;
  readonly destination: RegistrySelection | undefined;
  /** True on one line with other content. */
  readonly isBrief?: boolean;
}

/** Warns when source and destination are the same registry, which is rarely intended. */
export function SameRegistryNote({ source, destination, isBrief = false }: Props) {
  const from = useIdentity(source).data;
  const to = useIdentity(destination).data;
  const isSame = from && to && from.registryId === to.registryId && from.region === to.region;
  return (
    <span role="status">
      {isSame && (
        <span className={styles.warning}>
          <Icon name="status-warning" size="small" />{' '}
          {isBrief ? 'Same registry' : 'Source and destination are the same registry.'}{' '}
        </span>
      )}
    </span>
  );
}
