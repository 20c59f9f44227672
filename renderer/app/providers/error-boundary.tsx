import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import type { ReactNode } from 'react';
import { Component } from 'react';
import styles from '../layout/page.module.css';

interface Props {
  readonly children: ReactNode;
}

/** Shows an error when a component throws during rendering; without it React leaves a blank window. */
export class ErrorBoundary extends Component<Props, { readonly failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError(): { readonly failed: boolean } {
    return { failed: true };
  }

  override render(): ReactNode {
    if (!this.state.failed) return this.props.children;
    return (
      <div className={styles.scroll} role="alert">
        <Alert
          type="error"
          header="Something went wrong"
          action={<Button onClick={() => window.location.reload()}>Reload window</Button>}
        >
          Running transfers continue. Reload the window and make your selection again.
        </Alert>
      </div>
    );
  }
}
