import ExpandableSection from '@cloudscape-design/components/expandable-section';
import type { ErrorData } from '../../shared/result.ts';
import { CopyButton } from './copy-button.tsx';
import styles from './error-alert.module.css';

/** What AWS or the network said, folded away. */
export function ErrorDetail({ error }: { readonly error: ErrorData }) {
  if (!error.detail) return null;
  return (
    <ExpandableSection variant="inline" headerText="Details">
      <pre className={styles.detail}>
        {error.detail} <CopyButton text={error.detail} what="details" />
      </pre>
    </ExpandableSection>
  );
}
