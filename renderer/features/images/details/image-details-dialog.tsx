import Modal from '@cloudscape-design/components/modal';
import type { TabsProps } from '@cloudscape-design/components/tabs';
import Tabs from '@cloudscape-design/components/tabs';
import { formatNumber } from '../../../../shared/format/counts.ts';
import type { ImageSummary } from '../../../../shared/models/image.ts';
import type { ImageDetails } from '../../../../shared/models/image-details.ts';
import type { ErrorActions } from '../../../components/error-actions.ts';
import type { RepositorySelection } from '../api.ts';
import { useImageDetails } from '../api.ts';
import { nameOfImage } from '../image-row.ts';
import { BuildSteps } from './build-steps.tsx';
import styles from './details.module.css';
import { IndexChildren, Referrers } from './contained-manifests.tsx';
import { Overview } from './overview.tsx';
import { Document } from './stored-document.tsx';
import { QueryStatus } from '../../../components/query-status.tsx';

interface Props {
  readonly repository: RepositorySelection;
  readonly image: ImageSummary;
  readonly onClose: () => void;
  readonly actions: ErrorActions;
}

function contentTabs({ content }: ImageDetails): TabsProps.Tab[] {
  if (content.kind === 'index') {
    const count = formatNumber(content.children.length);
    return [
      {
        id: 'platforms',
        label: `Manifests (${count})`,
        content: <IndexChildren nested={content.children} />,
      },
    ];
  }
  const { config, steps } = content;
  return [
    { id: 'layers', label: 'Layers', content: <BuildSteps steps={steps} /> },
    ...(config.kind === 'read'
      ? [
          {
            id: 'config',
            label: 'Config',
            content: <Document name="Config" document={config.value.document} />,
          },
        ]
      : []),
  ];
}

function listTabs(image: ImageSummary, details: ImageDetails, profile: string): TabsProps.Tab[] {
  const { referrers } = details;
  const attached = referrers.kind === 'read' ? ` (${formatNumber(referrers.value.length)})` : '';
  return [
    {
      id: 'overview',
      label: 'Overview',
      content: <Overview image={image} details={details} profile={profile} />,
    },
    ...contentTabs(details),
    {
      id: 'manifest',
      label: 'Manifest',
      content: <Document name="Manifest" document={details.manifest} />,
    },
    { id: 'attached', label: `Referrers${attached}`, content: <Referrers referrers={referrers} /> },
  ];
}

/** The details of an image: properties, layers, manifest, config and referrers. */
export function ImageDetailsDialog({ repository, image, onClose, actions }: Props) {
  const details = useImageDetails(repository, image.digest);
  const name = nameOfImage(image);
  return (
    <Modal
      data-modal
      visible
      size="large"
      header={`${repository.repositoryName}: ${name}`}
      onDismiss={onClose}
      closeAriaLabel="Close details"
    >
      <div className={styles.pane}>
        <QueryStatus query={details} loading="Loading image" actions={actions} />
        {details.data && (
          <Tabs ariaLabel="Image details" tabs={listTabs(image, details.data, repository.profile)} />
        )}
      </div>
    </Modal>
  );
}
