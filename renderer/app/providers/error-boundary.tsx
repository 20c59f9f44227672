import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { ReactNode } from 'react';
import { Component } from 'react';
import type { AppDialog } from '../../components/app-dialogs.ts';
import { lazyPage } from '../page/lazy-page.tsx';
import styles from '../page/page.module.css';

interface Props {
  readonly children: ReactNode;
}

interface State {
  readonly failed: boolean;
  readonly dialog: AppDialog | undefined;
}

const AppDialogs = lazyPage(async () => (await import('../dialogs/app-dialogs.tsx')).AppDialogs, null);

/** Shows an error when a component throws during rendering; without it React leaves a blank window. */
export class ErrorBoundary extends Component<Props, State> {
  override state: State = { failed: false, dialog: undefined };

  static getDerivedStateFromError(): Partial<State> {
    return { failed: true };
  }

  override render(): ReactNode {
    if (!this.state.failed) return this.props.children;
    return (
      <div className={styles.scroll} role="alert">
        <Alert
          type="error"
          header="Something went wrong"
          action={
            <SpaceBetween direction="horizontal" size="xs">
              <Button onClick={() => this.setState({ dialog: 'diagnostics' })}>Save diagnostics…</Button>
              <Button onClick={() => window.location.reload()}>Reload window</Button>
            </SpaceBetween>
          }
        >
          Running transfers continue. Reload the window and make your selection again.
        </Alert>
        {this.state.dialog && (
          <AppDialogs
            dialog={this.state.dialog}
            registries={[]}
            onOpen={(dialog) => this.setState({ dialog })}
            onClose={() => this.setState({ dialog: undefined })}
          />
        )}
      </div>
    );
  }
}
