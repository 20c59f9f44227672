import { keepPreviousData, skipToken, useMutation, useQuery } from '@tanstack/react-query';
import { tagSchema } from '../../../shared/models/image.ts';
import type { Plan, ReplicationRequest } from '../../../shared/models/plan.ts';
import { invoke } from '../../ipc/bridge.ts';
import type { Link, MeasuredSpeed } from '../../../shared/models/plan-estimate.ts';
import type { RegistrySelection } from '../../../shared/models/registry.ts';
import { useDebounced } from '../../components/use-debounced.ts';

/** Milliseconds without a change after which a plan is created, so that typing tags does not create a plan for each. */
const typingDelay = 300;

/** Milliseconds between checks of images that ECR restores, which takes minutes. */
const restoreInterval = 15_000;

const isRestoring = ({ images }: Plan): boolean => images.some(({ restoring }) => restoring.length > 0);

/** Starts to restore the archived source images of a plan. */
export const useRestoreArchived = () =>
  useMutation({ mutationFn: (planId: string) => invoke('plans.restoreArchived', { planId }) });

/** Saves a plan as a file. Returns its path; null when the user canceled. */
export const useSavePlan = () =>
  useMutation({ mutationFn: (planId: string) => invoke('plans.save', { planId }) });

/**
 * The plan for a request, none without one; a new one is created when the request changes or the page is opened.
 * `plan` is undefined while it is being created; `latest` is the previous plan, whose route is still valid.
 *
 * @param isPaused whether images that are being restored are not checked, which creates a new plan.
 */
export function usePlan(request: ReplicationRequest | undefined, { isPaused = false } = {}) {
  const debounced = useDebounced(request, typingDelay);
  const query = useQuery({
    queryKey: ['plan', request && debounced],
    queryFn: debounced && request ? () => invoke('plans.create', debounced) : skipToken,
    staleTime: Infinity,
    gcTime: 0,
    placeholderData: keepPreviousData,
    refetchOnMount: 'always',
    refetchInterval: ({ state: { data } }) =>
      !isPaused && data && isRestoring(data) ? restoreInterval : false,
  });
  const current = debounced === request && !query.isFetching && !query.isPlaceholderData;
  return {
    plan: request && current && query.isSuccess ? query.data : undefined,
    latest: query.data,
    error: current && query.isError ? query.error : undefined,
    planAgain: (): void => void query.refetch(),
  };
}

/** References that one request finds. */
const findsAtOnce = 100;

const nothingTaken: ReadonlySet<string> = new Set();

/**
 * Finds which of these tags the destination has, after typing pauses. Names that are not valid tags are not looked up.
 *
 * @param repository undefined when the destination has no tags, or when looking them up can import images into it.
 */
export function useTakenTags(
  repository: (RegistrySelection & { readonly repositoryName: string }) | undefined,
  names: readonly string[],
) {
  const wanted = names.filter((name) => tagSchema.safeParse(name).success).join(' ');
  const debounced = useDebounced(wanted, typingDelay);
  const isNeeded = repository !== undefined && debounced !== '';
  const query = useQuery({
    queryKey: ['taken-tags', repository, debounced],
    queryFn: isNeeded ? () => findTags(repository, debounced.split(' ')) : skipToken,
    gcTime: 0,
    retry: false,
  });
  return {
    taken: query.data ?? nothingTaken,
    error: isNeeded ? query.error : null,
    isChecking: repository !== undefined && (wanted !== debounced || (isNeeded && query.isFetching)),
  };
}

async function findTags(
  repository: RegistrySelection & { readonly repositoryName: string },
  tags: readonly string[],
): Promise<ReadonlySet<string>> {
  const found = new Set<string>();
  for (let start = 0; start < tags.length; start += findsAtOnce) {
    const references = tags.slice(start, start + findsAtOnce);
    // One after another, so that a long list does not exhaust the rate of the registry.
    const images = await invoke('images.find', { ...repository, references });
    for (const tag of images.flatMap((image) => image.tags)) found.add(tag);
  }
  return found;
}

/** The speed of earlier transfers on a link; undefined while it is unknown. */
export function useMeasuredSpeed(link: Link | undefined): MeasuredSpeed | undefined {
  const { data } = useQuery({
    queryKey: ['history', 'link', link],
    queryFn: link ? () => invoke('history.measureLink', link) : skipToken,
  });
  return data ?? undefined;
}
