import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { ProfileFile } from '../../../../shared/models/profile.ts';
import { Copyable } from '../../../components/copyable.tsx';
import { FileList } from './file-list.tsx';
import styles from './no-profiles.module.css';

interface Props {
  readonly files: readonly ProfileFile[];
  readonly busy: boolean;
  readonly onDemo: () => void;
  readonly onLookAgain: () => void;
}

/** The first page of somebody without AWS profiles: where they were looked for, and what can be done. */
export function NoProfiles({ files, busy, onDemo, onLookAgain }: Props) {
  return (
    <div className={styles.page}>
      <Container
        header={
          <Header
            variant="h1"
            description="The app uses the profiles of your AWS config and credentials files."
          >
            No AWS profiles found
          </Header>
        }
      >
        <SpaceBetween size="l">
          <div>
            <Box variant="awsui-key-label">Looked at</Box>
            <FileList files={files} label="Files looked at" readWords="Read, holds no profile" />
          </div>
          <Box>Add a profile with the AWS CLI, and this page fills by itself as soon as a file appears:</Box>
          <dl className={styles.ways}>
            <div>
              <dt>
                <Copyable text="aws configure sso" what="command" />
              </dt>
              <dd>for IAM Identity Center, as most companies have it</dd>
            </div>
            <div>
              <dt>
                <Copyable text="aws login" what="command" />
              </dt>
              <dd>with the sign-in of the AWS console</dd>
            </div>
            <div>
              <dt>
                <Copyable text="aws configure" what="command" />
              </dt>
              <dd>for access keys</dd>
            </div>
          </dl>
          <Box>
            Or try everything first on registries of the app&rsquo;s own, with sample images: nothing leaves
            this computer.
          </Box>
          <SpaceBetween direction="horizontal" size="xs">
            <Button variant="primary" loading={busy} onClick={onDemo}>
              Open the demo registries
            </Button>
            <Button iconName="refresh" onClick={onLookAgain}>
              Look again
            </Button>
          </SpaceBetween>
        </SpaceBetween>
      </Container>
    </div>
  );
}
