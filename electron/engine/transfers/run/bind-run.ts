import type { ErrorContext } from '../../aws/clients/call-context.ts';
import type { Bandwidth } from '../../async/bandwidth.ts';
import type { PreparedPlan } from '../../plan/plan-store.ts';
import type { RepositoryHandle } from '../../ecr/repository-handle.ts';

/** The same plan, whose every call belongs to this work, and whose layers are read by this bandwidth. */
export function bindRun(
  { plan, gathered }: PreparedPlan,
  work: ErrorContext,
  bandwidth: Bandwidth | undefined,
): PreparedPlan {
  const bind = ({ registry, name }: RepositoryHandle): RepositoryHandle => ({
    registry: registry.during(work),
    name,
    bandwidth,
  });
  const { source, destination, images } = gathered;
  return {
    plan,
    gathered: {
      ...gathered,
      source: { ...source, handle: bind(source.handle) },
      destination: { ...destination, handle: bind(destination.handle) },
      images: images.map((loaded) =>
        loaded.kind === 'readable'
          ? { ...loaded, image: { ...loaded.image, repository: bind(loaded.image.repository) } }
          : loaded,
      ),
    },
  };
}
