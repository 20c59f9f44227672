import type { RegistrySelection } from '../../../../../shared/models/registry.ts';
import { toErrorData } from '../../../../ipc/bridge.ts';
import { useRepositories } from '../../../../features/registry-picker/repositories/api.ts';
import styles from './route-panel.module.css';

/** Says that a name can be typed when the repositories of a side cannot be listed, and why. */
export function ListNote({ selection }: { readonly selection: RegistrySelection | undefined }) {
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
