import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { formatCount, formatNumber } from '../../../shared/format/counts.ts';
import type { MembersState } from '../../../shared/models/image-query.ts';
import { assertNever } from '../../../shared/models/result.ts';
import { ErrorLine } from '../../components/error-line.tsx';

/** Why it is not yet, or not at all, known which untagged manifests belong to an index. */
export function MembersNote({ members }: { readonly members: MembersState }) {
  switch (members.kind) {
    case 'unread':
      return null;
    case 'reading':
      return (
        <StatusIndicator type="loading">
          Reading which manifests belong to an index: {formatNumber(members.read)} of{' '}
          {formatCount(members.indexes, 'index', 'indexes')}
        </StatusIndicator>
      );
    case 'read':
      return members.unreadable === 0 ? null : (
        <StatusIndicator type="info">
          {formatCount(members.unreadable, 'index', 'indexes')} cannot be read, so other untagged manifests
          can belong to {members.unreadable === 1 ? 'it' : 'them'}.
        </StatusIndicator>
      );
    case 'failed':
      return (
        <div>
          It is unknown which manifests belong to an index.
          <ErrorLine error={members.error} showSide={false} />
        </div>
      );
    default:
      return assertNever(members);
  }
}
