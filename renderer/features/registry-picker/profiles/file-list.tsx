import Box from '@cloudscape-design/components/box';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import type { ProfileFile } from '../../../../shared/models/profile.ts';
import styles from './file-list.module.css';

interface Props {
  readonly files: readonly ProfileFile[];
  readonly label: string;
  /** What is said of a file that could be read. */
  readonly readWords?: string;
}

const states = {
  read: { type: 'info', words: undefined },
  missing: { type: 'stopped', words: 'Not there' },
  unreadable: { type: 'error', words: 'Cannot be read' },
} as const;

/** The AWS files that were looked for, and how that went. */
export function FileList({ files, label, readWords = 'Read' }: Props) {
  return (
    <ul className={styles.files} aria-label={label}>
      {files.map(({ path, fileKind, state }) => (
        <li key={path}>
          <span>
            <span className={styles.path}>{path}</span> <Box variant="small">({fileKind})</Box>
          </span>
          <StatusIndicator type={states[state].type}>{states[state].words ?? readWords}</StatusIndicator>
        </li>
      ))}
    </ul>
  );
}
