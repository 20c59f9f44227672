import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import type { ReactNode } from 'react';
import { Component } from 'react';
import styles from '../layout/page.module.css';

interface Props {
  readonly children: ReactNode;
}

/** Catches what a component throws while it is shown: without it React takes the whole window down to blank. */
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
          header="This window failed"
          action={<Button onClick={() => window.location.reload()}>Open it anew</Button>}
        >
          What is being copied goes on behind it. Open the window anew; what you had selected has to be
          selected again.
        </Alert>
      </div>
    );
  }
}
