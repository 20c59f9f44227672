import StatusIndicator from '@cloudscape-design/components/status-indicator';
import styles from './page.module.css';

/** A page, or a part of one, that is not loaded yet. */
export const LoadingPage = ({ text }: { readonly text: string }) => (
  <div className={styles.center}>
    <StatusIndicator type="loading">{text}</StatusIndicator>
  </div>
);
