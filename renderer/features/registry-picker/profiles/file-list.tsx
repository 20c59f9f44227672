import Box from '@cloudscape-design/components/box';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import type { ProfileFile } from '../../../../shared/models/profile.ts';
import styles from './file-list.module.css';

interface Props {
  readonly files: readonly ProfileFile[];
  readonly label: string;
  /** The label of a file that could be read. */
  readonly readLabel?: string;
}

const states = {
  read: { type: 'info', label: undefined },
  missing: { type: 'stopped', label: 'Not found' },
  unreadable: { type: 'error', label: 'Cannot be read' },
} as const;

/** The AWS files with their read state. */
export function FileList({ files, label, readLabel = 'Read' }: Props) {
  return (
    <ul className={styles.files} aria-label={label}>
      {files.map(({ path, fileKind, state }) => (
        <li key={path}>
          <span>
            <span className={styles.path}>{path}</span> <Box variant="small">({fileKind})</Box>
          </span>
          <StatusIndicator type={states[state].type}>{states[state].label ?? readLabel}</StatusIndicator>
        </li>
      ))}
    </ul>
  );
}
