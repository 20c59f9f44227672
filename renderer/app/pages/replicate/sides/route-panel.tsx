import type { ComponentProps } from 'react';
import { toErrorData } from '../../../../ipc/bridge.ts';
import { useIdentity } from '../../../../features/registry-picker/profiles/api.ts';
import { useRepositories } from '../../../../features/registry-picker/repositories/api.ts';
import type { Draft } from '../../../draft/draft.ts';
import type { Sides, SideState } from '../../../draft/use-sides.ts';
import { FoldedRoute } from './folded-route.tsx';
import { RouteFields } from './route-fields.tsx';
import styles from './route-panel.module.css';
import { useFolding } from './use-folding.ts';

type Props = Omit<ComponentProps<typeof RouteFields>, 'onDone'>;

/** Whether a side is selected and none of its requests failed; a role that must not list can still copy. */
function useIsFine({ selection }: SideState): boolean {
  const identity = useIdentity(selection);
  const { error } = useRepositories(selection);
  const isFailed = error !== null && toErrorData(error).code !== 'access-denied';
  return selection !== undefined && !identity.isError && !isFailed;
}

const describeSide = ({ profile, region }: SideState, repository: string | undefined): string =>
  [profile?.name, region, repository].join(', ');

/** What a screen reader says when the fields become one line. */
const describeRoute = (
  { source, destination }: Sides,
  { repository, destinationRepository }: Draft,
): string =>
  `Source: ${describeSide(source, repository)}. Destination: ${describeSide(destination, destinationRepository)}.`;

/** Source and destination: fields, or one line once both are selected without an error. */
export function RoutePanel(props: Props) {
  const { sides, draft } = props;
  const [isSourceFine, isDestinationFine] = [useIsFine(sides.source), useIsFine(sides.destination)];
  const isComplete =
    isSourceFine &&
    isDestinationFine &&
    draft.browsing === 'images' &&
    draft.destinationRepository !== undefined;
  const { isFolded, open, close, panelProps, fieldsProps } = useFolding(isComplete);
  return (
    <section className={styles.panel} aria-label="Source and destination" {...panelProps}>
      <span role="status" className="visually-hidden">
        {isFolded && describeRoute(sides, draft)}
      </span>
      {isFolded ? (
        <FoldedRoute {...props} onChange={open} />
      ) : (
        <div {...fieldsProps}>
          <RouteFields {...props} onDone={isComplete ? close : undefined} />
        </div>
      )}
    </section>
  );
}
