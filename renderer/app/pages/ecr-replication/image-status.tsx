import StatusIndicator from '@cloudscape-design/components/status-indicator';
import type { ReactNode } from 'react';
import { useState } from 'react';
import type { RegistrySelection } from '../../../../shared/models/registry.ts';
import { noImageFilter } from '../../../../shared/models/image-filter.ts';
import { toErrorData } from '../../../ipc/bridge.ts';
import { ErrorLine } from '../../../components/error-line.tsx';
import { ImageStatusTable } from '../../../features/ecr-replication/registry/image-status-table.tsx';
import { useImagePage } from '../../../features/images/api.ts';
import { useTableView } from '../../../components/table-views.ts';
import { RepositorySelect } from '../../../features/registry-picker/repositories/repository-select.tsx';
import styles from './ecr-replication-page.module.css';
import { Section } from '../../../components/section.tsx';

/** The replication status of the images of a repository. */
export function ImageStatus({ selection }: { readonly selection: RegistrySelection }) {
  const [repositoryName, setRepositoryName] = useState<string>();
  const chooser = (
    <div className={styles.repository}>
      <RepositorySelect
        label="Repository"
        selection={selection}
        name={repositoryName}
        canCreate={false}
        onChange={setRepositoryName}
      />
    </div>
  );
  if (repositoryName === undefined) {
    return <Section title="Image status">{chooser}</Section>;
  }
  return <Images key={repositoryName} repository={{ ...selection, repositoryName }} chooser={chooser} />;
}

interface ImagesProps {
  readonly repository: RegistrySelection & { readonly repositoryName: string };
  readonly chooser: ReactNode;
}

const everyImage = {
  view: 'all',
  filter: noImageFilter,
  sort: { column: 'pushedAt', descending: true },
} as const;

function Images({ repository, chooser }: ImagesProps) {
  const [page, setPage] = useState(1);
  // ECR answers one call for each image, so only the images of a page are requested.
  const [{ pageSize = 25 }] = useTableView('replication-status');
  const images = useImagePage(repository, { ...everyImage, page, pageSize });
  if (images.data)
    return (
      <ImageStatusTable
        repository={repository}
        images={images.data.rows}
        count={images.data.matching}
        pages={{
          page: images.data.page,
          pageCount: Math.max(1, Math.ceil(images.data.matching / pageSize)),
          setPage,
          pageSize,
        }}
        chooser={chooser}
      />
    );
  return (
    <Section title="Image status">
      {chooser}
      {images.error ? (
        <ErrorLine error={toErrorData(images.error)} actions={{ retry: images.refresh }} showSide={false} />
      ) : (
        <StatusIndicator type="loading">Loading images</StatusIndicator>
      )}
    </Section>
  );
}
