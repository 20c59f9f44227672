import Alert from '@cloudscape-design/components/alert';
import ExpandableSection from '@cloudscape-design/components/expandable-section';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { formatCount } from '../../../../shared/format/counts.ts';
import type { ReplicationProposal } from '../../../../shared/models/ecr-replication.ts';
import { ErrorLine } from '../../../components/error-line.tsx';
import styles from './setup.module.css';

/** The repositories that the prefixes match besides the chosen ones. */
export function MatchedRepositories({ alsoMatched }: Pick<ReplicationProposal, 'alsoMatched'>) {
  if (alsoMatched.kind === 'unreadable') {
    return (
      <div>
        Other repositories that the prefixes match are unknown.
        <ErrorLine error={alsoMatched.error} />
      </div>
    );
  }
  const { count, names } = alsoMatched.value;
  if (count === 0) return <StatusIndicator>The prefixes match no other repository.</StatusIndicator>;
  return (
    <Alert type="warning">
      The prefixes also match {formatCount(count, 'other repository', 'other repositories')} of the source.
      ECR replicates their images too.
      <ExpandableSection variant="inline" headerText="Repositories">
        <ul className={styles.names}>
          {names.map((name) => (
            <li key={name}>{name}</li>
          ))}
          {count > names.length && (
            <li>and {formatCount(count - names.length, 'more repository', 'more repositories')}</li>
          )}
        </ul>
      </ExpandableSection>
    </Alert>
  );
}
