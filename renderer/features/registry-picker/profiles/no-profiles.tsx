import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { ProfileFile } from '../../../../shared/models/profile.ts';
import { Copyable } from '../../../components/copy-button.tsx';
import { FileList } from './file-list.tsx';
import styles from './no-profiles.module.css';
import { Section } from '../../../components/section.tsx';

interface Props {
  readonly files: readonly ProfileFile[];
  readonly busy: boolean;
  readonly onDemo: () => void;
  readonly onRefresh: () => void;
}

/** The first page for users without AWS profiles: the files that were read, and what to do. */
export function NoProfiles({ files, busy, onDemo, onRefresh }: Props) {
  return (
    <div className={styles.page}>
      <Section
        title="No AWS profiles found"
        heading="h1"
        description="The app uses the profiles of your AWS config and credentials files."
      >
        <SpaceBetween size="l">
          <div>
            <Box variant="awsui-key-label">Files</Box>
            <FileList files={files} label="AWS files" readLabel="No profiles" />
          </div>
          <Box>Add a profile with the AWS CLI. This page updates automatically:</Box>
          <dl className={styles.commands}>
            <div>
              <dt>
                <Copyable text="aws configure sso" what="command" />
              </dt>
              <dd>for IAM Identity Center</dd>
            </div>
            <div>
              <dt>
                <Copyable text="aws login" what="command" />
              </dt>
              <dd>for an AWS console sign-in</dd>
            </div>
            <div>
              <dt>
                <Copyable text="aws configure" what="command" />
              </dt>
              <dd>for access keys</dd>
            </div>
          </dl>
          <Box>Or try the app with demo registries and sample images. No data leaves this computer.</Box>
          <SpaceBetween direction="horizontal" size="xs">
            <Button variant="primary" loading={busy} onClick={onDemo}>
              Try the demo
            </Button>
            <Button iconName="refresh" onClick={onRefresh}>
              Refresh
            </Button>
          </SpaceBetween>
        </SpaceBetween>
      </Section>
    </div>
  );
}
