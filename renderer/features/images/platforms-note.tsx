import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { formatCount, formatNumber } from '../../../shared/format/counts.ts';
import type { MembersState } from '../../../shared/models/image-query.ts';
import { assertNever } from '../../../shared/models/result.ts';
import { ErrorLine } from '../../components/error-line.tsx';

interface Props {
  readonly members: MembersState;
  /** The images that are left out because their platform is not known. */
  readonly unknown: number;
}

/** Which platforms a condition on the platform could not compare. */
export function PlatformsNote({ members, unknown }: Props) {
  switch (members.kind) {
    case 'unread':
      return <StatusIndicator type="loading">Reading platforms</StatusIndicator>;
    case 'reading':
      return (
        <StatusIndicator type="loading">
          Reading platforms: {formatNumber(members.read)} of{' '}
          {formatCount(members.indexes, 'index', 'indexes')}
        </StatusIndicator>
      );
    case 'read':
      return unknown === 0 ? null : (
        <StatusIndicator type="info">
          {formatCount(unknown, 'image')} not listed: the platform is not known. ECR states platforms only in
          image indexes.
        </StatusIndicator>
      );
    case 'failed':
      return (
        <div>
          The platforms of images cannot be read.
          <ErrorLine error={members.error} showSide={false} />
        </div>
      );
    default:
      return assertNever(members);
  }
}
