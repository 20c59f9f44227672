import Icon from '@cloudscape-design/components/icon';
import type { ImageSummary } from '../../../shared/models/image.ts';
import { shortDigest } from '../../../shared/models/image.ts';
import styles from './images-table.module.css';

interface Props {
  readonly image: ImageSummary;
  readonly onDetails: (image: ImageSummary) => void;
}

/** Opens the details of an image. */
export function DetailsButton({ image, onDetails }: Props) {
  const name = image.tags[0] ?? shortDigest(image.digest);
  return (
    <button
      type="button"
      className={styles.details}
      aria-label={`Details of ${name}`}
      title="Details (I)"
      onClick={() => onDetails(image)}
    >
      <Icon name="status-info" size="small" />
    </button>
  );
}
