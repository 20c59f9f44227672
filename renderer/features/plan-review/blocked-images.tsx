import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { formatCount } from '../../../shared/format/counts.ts';
import { shortDigest } from '../../../shared/models/image.ts';
import type { Plan, PlannedImage } from '../../../shared/models/plan.ts';
import { isBlocked } from '../../../shared/models/plan.ts';
import type { Side } from '../../../shared/models/result.ts';
import type { ErrorActions } from '../../components/error-actions.ts';
import { getRemedy } from '../../components/error-actions.ts';

interface Props {
  readonly plan: Plan;
  readonly actions: (side: Side | undefined) => ErrorActions;
  /** Restores the archived images; undefined while the request is pending. */
  readonly onRestore: (() => void) | undefined;
}

/** How many images are listed with their reasons. */
const maxListed = 20;

const getName = ({ digest, sourceTags }: PlannedImage): string => sourceTags[0] ?? shortDigest(digest);

/** The images of a plan that cannot be copied, with reasons and actions; the others are copied. */
export function BlockedImages({ plan, actions, onRestore }: Props) {
  const blocked = plan.images.filter(isBlocked);
  if (blocked.length === 0) return null;
  const remedies = blocked
    .flatMap(({ blockers }) => blockers)
    .flatMap((error) => (error.action ? (getRemedy(error, actions(error.side)) ?? []) : []));
  const buttons = [...new Map(remedies.map((remedy) => [remedy.label, remedy])).values()];
  const archived = new Set(blocked.flatMap((image) => image.archived)).size;
  const isRestoring = blocked.some(({ restoring }) => restoring.length > 0);
  const others = plan.images.length - blocked.length;
  return (
    <div role="alert">
      <Alert
        type={others === 0 ? 'error' : 'warning'}
        header={`${blocked.length} of ${formatCount(plan.images.length, 'image')} cannot be copied`}
        action={
          buttons.length + archived > 0 && (
            <SpaceBetween direction="horizontal" size="xs">
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
          )
        }
      >
        <ul>
          {blocked.slice(0, maxListed).map((image) => (
            <li key={image.digest}>
              <b>{getName(image)}</b>: {image.blockers.map(({ message }) => message).join(' ')}
            </li>
          ))}
        </ul>
        {blocked.length > maxListed && <div>And {blocked.length - maxListed} more.</div>}
        {isRestoring && <div>Restoring takes a few minutes. The plan is updated automatically.</div>}
        {others > 0 && <div>{formatCount(others, 'other image is', 'other images are')} copied.</div>}
      </Alert>
    </div>
  );
}
