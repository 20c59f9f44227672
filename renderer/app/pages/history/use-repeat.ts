import type { QueryClient } from '@tanstack/react-query';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { formatCount } from '../../../../shared/format/counts.ts';
import type { HistoryEntry } from '../../../../shared/models/history.ts';
import type { ImageSummary } from '../../../../shared/models/image.ts';
import type { ReplicationRequest } from '../../../../shared/models/plan.ts';
import { IpcError } from '../../../ipc/bridge.ts';
import { findImages, lookUpImages } from '../../../features/images/api.ts';
import type { Picks } from '../../../models/picks.ts';
import { picksOfRequest } from '../../../models/picks.ts';
import { findOtherAccount } from '../../draft/find-other-account.ts';

/** An earlier request, with the images that still exist at the source. */
export interface Repetition {
  readonly request: ReplicationRequest;
  readonly picks: Picks;
  /** The number of images that no longer exist at the source. */
  readonly missing: number;
}

/** `2 of 3 images are no longer in team/api and are left out.` Undefined when none is missing. */
export function describeMissing({ request, missing }: Repetition): string | undefined {
  if (missing === 0) return undefined;
  const verb = missing === 1 ? 'is' : 'are';
  return `${missing} of ${formatCount(request.images.length, 'image')} ${verb} no longer in ${request.source.repositoryName} and ${verb} skipped.`;
}

const allMissing = (repository: string): IpcError =>
  new IpcError({
    code: 'image-not-found',
    message: `None of these images are in ${repository} anymore.`,
    side: 'source',
    retryable: false,
  });

/** @throws IpcError `wrong-account` when a profile belongs to another account than at the time of the entry. */
async function assertSameAccounts(client: QueryClient, entry: HistoryEntry): Promise<void> {
  const { source, destination } = entry.request;
  const used = [
    { side: 'source', ...source, accountId: entry.source.accountId },
    { side: 'destination', ...destination, accountId: entry.destination.accountId },
  ] as const;
  const problems = await Promise.all(used.map((each) => findOtherAccount(client, each)));
  for (const [index, problem] of problems.entries())
    if (problem !== undefined)
      throw new IpcError({
        code: 'wrong-account',
        message: `${problem} To replicate between other accounts, choose the images again.`,
        side: used[index]?.side,
        retryable: false,
      });
}

/** The requested images that the source repository has now, also when listing it is denied. */
async function listImages(
  client: QueryClient,
  { source, images }: ReplicationRequest,
): Promise<readonly ImageSummary[]> {
  const digests = images.map(({ digest }) => digest);
  try {
    return await lookUpImages(client, source, digests);
  } catch (error) {
    if (!(error instanceof IpcError) || error.data.code !== 'access-denied') throw error;
    return findImages(source, digests);
  }
}

/** Finds the images of an earlier request at the source, so that it can be reviewed and started again in its accounts. */
export function useRepeat(onRepeat: (repetition: Repetition) => void) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (entry: HistoryEntry): Promise<Repetition> => {
      await assertSameAccounts(client, entry);
      const { request } = entry;
      const { repositoryName } = request.source;
      const images = await listImages(client, request);
      const picks = picksOfRequest(request.images, images);
      if (picks.size === 0) throw allMissing(repositoryName);
      return { request, picks, missing: request.images.length - picks.size };
    },
    onSuccess: onRepeat,
  });
}
