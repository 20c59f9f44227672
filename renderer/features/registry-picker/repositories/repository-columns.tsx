import Link from '@cloudscape-design/components/link';
import type { Repository } from '../../../../shared/models/repository.ts';
import { Copyable } from '../../../components/copy-button.tsx';
import { ExactDate } from '../../../components/exact-date.tsx';
import type { ResourceColumn } from '../../../components/table-columns.ts';
import { describeEncryption, describeMutability } from '../../../../shared/text/repository.ts';
import styles from './repositories-table.module.css';

/** The columns of the repositories; `onOpen` is called with a repository's name. */
export const repositoryColumns = (onOpen: (name: string) => void): ResourceColumn<Repository>[] => [
  {
    id: 'name',
    header: 'Repository',
    sortingField: 'name',
    isRowHeader: true,
    cell: ({ name }) => (
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
      </span>
    ),
  },
  {
    id: 'uri',
    header: 'URI',
    sortingField: 'uri',
    cell: ({ uri }) => (
      <span className={styles.uri}>
        <Copyable text={uri} what="URI" long="clip" />
      </span>
    ),
  },
  {
    id: 'createdAt',
    header: 'Created',
    sortingField: 'createdAt',
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
    cell: (row) => describeMutability(row.tagMutability, row.tagMutabilityExclusions),
  },
  {
    id: 'encryption',
    header: 'Encryption',
    sortingField: 'encryption',
    cell: ({ encryption, kmsKey }) => (
      <span className={styles.short} title={kmsKey}>
        {describeEncryption(encryption)}
      </span>
    ),
  },
];
