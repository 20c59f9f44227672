import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { formatCount, formatNumber } from '../../../shared/format/counts.ts';
import { assertNever } from '../../../shared/models/result.ts';
import { ErrorLine } from '../../components/error-line.tsx';
import type { ImageUseState } from './use-image-use.ts';

/** Why the column `In use by` is not yet, or not at all, complete. */
export function ImageUseNote({ state }: { readonly state: ImageUseState }) {
  switch (state.kind) {
    case 'complete':
      return null;
    case 'reading':
      return (
        <StatusIndicator type="loading">
          Reading where images are in use: {formatNumber(state.read)} of {formatCount(state.images, 'image')}
        </StatusIndicator>
      );
    case 'denied':
      return (
        <StatusIndicator type="info">
          In use by is not available: this profile has no permission for ecr:DescribeImageScanFindings.
        </StatusIndicator>
      );
    case 'failed':
      return (
        <div>
          It cannot be read where images are in use.
          <ErrorLine error={state.error} showSide={false} />
        </div>
      );
    default:
      return assertNever(state);
  }
}
