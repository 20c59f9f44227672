import Link from '@cloudscape-design/components/link';
import { repositoryConsoleLink } from '../../../../shared/models/console-link.ts';
import type { RegistrySelection } from '../../../../shared/models/registry.ts';
import type { Repository } from '../../../../shared/models/repository.ts';
import { describeEncryption, describeMutability } from '../../../../shared/text/repository.ts';
import { ConsoleIcon, useHasConsole } from '../../../components/console-link.tsx';
import { Copyable, CopyButton } from '../../../components/copy-button.tsx';
import { ExactDate } from '../../../components/exact-date.tsx';
import type { ResourceColumn } from '../../../components/table-columns.ts';
import styles from './repositories-table.module.css';

interface NameProps {
  readonly repository: Repository;
  readonly selection: RegistrySelection;
  readonly onOpen: (name: string) => void;
}

/** The name, which opens the repository, with what can be done with its address. */
function Name({ repository: { name, uri, registryId }, selection, onOpen }: NameProps) {
  const { profile, region } = selection;
  const hasConsole = useHasConsole(profile);
  const consoleLink = repositoryConsoleLink({ accountId: registryId, region, repositoryName: name });
  return (
    <span className={styles.name}>
      <Link
        href={`#${name}`}
        onFollow={(event) => {
          event.preventDefault();
          onOpen(name);
        }}
      >
        {name}
      </Link>
      <span className={styles.actions}>
        <CopyButton text={uri} what={`URI of ${name}`} />
        {hasConsole && consoleLink !== undefined && <ConsoleIcon link={consoleLink} />}
      </span>
    </span>
  );
}

/** The columns of the repositories of a registry; `onOpen` is called with a repository's name. */
export const repositoryColumns = (
  selection: RegistrySelection,
  onOpen: (name: string) => void,
): ResourceColumn<Repository>[] => [
  {
    id: 'name',
    header: 'Repository',
    sortingField: 'name',
    weight: 3,
    minWidth: 220,
    isRowHeader: true,
    cell: (repository) => <Name repository={repository} selection={selection} onOpen={onOpen} />,
  },
  {
    id: 'uri',
    header: 'URI',
    sortingField: 'uri',
    isHidden: true,
    weight: 3,
    minWidth: 300,
    cell: ({ uri }) => <Copyable text={uri} what="URI" />,
  },
  {
    id: 'arn',
    header: 'ARN',
    isHidden: true,
    weight: 3,
    minWidth: 300,
    cell: ({ arn }) => <Copyable text={arn} what="ARN" />,
  },
  {
    id: 'createdAt',
    header: 'Created',
    sortingField: 'createdAt',
    width: 125,
    cell: ({ createdAt }) => (
      <span className={styles.short}>
        <ExactDate time={createdAt} />
      </span>
    ),
  },
  {
    id: 'tagMutability',
    header: 'Tags',
    sortingField: 'tagMutability',
    minWidth: 130,
    cell: (row) => describeMutability(row.tagMutability, row.tagMutabilityExclusions),
  },
  {
    id: 'encryption',
    header: 'Encryption',
    sortingField: 'encryption',
    width: 140,
    cell: ({ encryption, kmsKey }) => (
      <span className={styles.short} title={kmsKey}>
        {describeEncryption(encryption)}
      </span>
    ),
  },
  {
    id: 'kmsKey',
    header: 'KMS key',
    isHidden: true,
    weight: 2,
    minWidth: 260,
    cell: ({ kmsKey }) => (kmsKey === undefined ? '–' : <Copyable text={kmsKey} what="KMS key" />),
  },
  {
    id: 'scanOnPush',
    header: 'Scan on push',
    sortingField: 'scanOnPush',
    width: 150,
    cell: ({ scanOnPush }) => (scanOnPush ? 'Enabled' : 'Disabled'),
  },
];
