import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { formatCount } from '../../../../shared/format/counts.ts';
import type { BackfillNeed } from '../../../../shared/models/ecr-replication.ts';

/** Whether the images that exist already need a backfill. */
export function ExistingImages({ need }: { readonly need: BackfillNeed }) {
  switch (need.kind) {
    case 'not-needed':
      return <StatusIndicator>The destination has all images of these repositories.</StatusIndicator>;
    case 'needed':
      return (
        <div>
          The rules apply to images that are pushed later. The destination lacks{' '}
          <b>{formatCount(need.images, 'image')}</b> of these repositories: start a backfill after the rules
          are applied.
          {need.coveredRepositories !== undefined &&
            ` It covers all ${formatCount(need.coveredRepositories, 'repository', 'repositories')} that the rules for this destination match.`}
        </div>
      );
  }
}
