import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { formatCount } from '../../../shared/format/counts.ts';
import type { Plan } from '../../../shared/models/plan.ts';
import { isBlocked } from '../../../shared/models/plan.ts';
import type { Side } from '../../../shared/models/result.ts';
import type { ErrorActions } from '../../components/error-actions.ts';
import { getRemedy } from '../../components/error-actions.ts';
import { hasOnlyConflicts } from './review-status.ts';

interface Props {
  readonly plan: Plan;
  readonly actions: (side: Side | undefined) => ErrorActions;
  /** Restores the archived images; undefined while the request is pending. */
  readonly onRestore: (() => void) | undefined;
  /** Shows these images in the table, which has the reasons. */
  readonly onShow: () => void;
}

/** How many images cannot be copied, and the actions that help; the table of images has the reasons. */
export function BlockedImages({ plan, actions, onRestore, onShow }: Props) {
  // The table and the status show tag conflicts, which are resolved there.
  const blocked = plan.images.filter((image) => isBlocked(image) && !hasOnlyConflicts(image));
  if (blocked.length === 0) return null;
  const remedies = blocked
    .flatMap(({ blockers }) => blockers)
    .flatMap((error) =>
      error.action && error.action !== 'change-tags' ? (getRemedy(error, actions(error.side)) ?? []) : [],
    );
  const buttons = [...new Map(remedies.map((remedy) => [remedy.label, remedy])).values()];
  const archived = new Set(blocked.flatMap((image) => image.archived)).size;
  const isRestoring = blocked.some(({ restoring }) => restoring.length > 0);
  const others = plan.images.filter((image) => !isBlocked(image)).length;
  return (
    <div role="alert">
      <Alert
        type={others === 0 ? 'error' : 'warning'}
        header={`${blocked.length} of ${formatCount(plan.images.length, 'image')} cannot be copied`}
        action={
          <SpaceBetween direction="horizontal" size="xs">
            <Button onClick={onShow}>Show reasons</Button>
            {archived > 0 && (
              <Button disabled={!onRestore} onClick={onRestore}>
                Restore {formatCount(archived, 'archived image')}
              </Button>
            )}
            {buttons.map(({ label, run }) => (
              <Button key={label} onClick={run}>
                {label}
              </Button>
            ))}
          </SpaceBetween>
        }
      >
        {isRestoring && <div>Restoring takes a few minutes. The plan is updated automatically.</div>}
        {others > 0 && <div>{formatCount(others, 'other image is', 'other images are')} copied.</div>}
      </Alert>
    </div>
  );
}
