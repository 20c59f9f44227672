import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import type { ProfileFile } from '../../../shared/models/profile.ts';
import styles from './no-profiles.module.css';

interface Props {
  readonly files: readonly ProfileFile[];
  readonly busy: boolean;
  readonly onDemo: () => void;
  readonly onLookAgain: () => void;
}

const states = {
  read: { type: 'info', words: 'Read, holds no profile' },
  missing: { type: 'stopped', words: 'Not there' },
  unreadable: { type: 'error', words: 'Cannot be read' },
} as const;

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
            <ul className={styles.files} aria-label="Files looked at">
              {files.map(({ path, holds, state }) => (
                <li key={path}>
                  <span>
                    <span className={styles.path}>{path}</span> <Box variant="small">({holds})</Box>
                  </span>
                  <StatusIndicator type={states[state].type}>{states[state].words}</StatusIndicator>
                </li>
              ))}
            </ul>
          </div>
          <Box>
            Add a profile with <Box variant="code">aws configure</Box> or{' '}
            <Box variant="code">aws configure sso</Box>, then look again. Or try everything first on
            registries of the app&rsquo;s own, with sample images: nothing leaves this computer.
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
