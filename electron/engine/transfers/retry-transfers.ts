import type { Plan, ReplicationRequest } from '../../../shared/models/plan.ts';
import type { Transfer } from '../../../shared/models/transfer.ts';
import { isFinished } from '../../../shared/models/transfer.ts';
import type { Side } from '../../../shared/models/result.ts';
import type { Plans, PreparedPlan } from '../plan/plan-store.ts';
import { createSingleFlight } from '../async/single-flight.ts';
import type { Confirmations } from '../account-protection/account-protection.ts';
import type { ListedTransfer, TransferList } from './queue/transfer-list.ts';
import {
  accountChangedError,
  notFinishedError,
  nothingFailedError,
  tagMovedError,
} from './run/transfer-errors.ts';
import { listMovedTags } from './store/queued-transfer.ts';

interface RetryPorts {
  readonly plans: Pick<Plans, 'create'>;
  readonly listed: Pick<TransferList, 'get' | 'snapshots'>;
  readonly confirmations: Confirmations;
  /** Queues a plan. @param replacedId the transfer that it replaces in the list. */
  readonly enqueue: (prepared: PreparedPlan, replacedId?: string) => Transfer;
}

const sides: readonly Side[] = ['source', 'destination'];

/**
 * A retried transfer stays in its accounts, although its profiles may have changed.
 *
 * @throws EngineError `wrong-account`
 */
function assertSameAccounts(plan: Pick<Plan, Side>, transfer: Pick<Transfer, Side>): void {
  for (const side of sides) {
    const { profile, accountId: now } = plan[side];
    const before = transfer[side].accountId;
    if (now !== before) throw accountChangedError(profile, { now, before }, side);
  }
}

/**
 * Plans the request of a listed transfer again and queues the new plan; into a protected account only with its
 * confirmation. A transfer that was confirmed since the app started needs no second one.
 */
export interface RetryTransfers {
  /**
   * Plans the request of a transfer again and replaces the transfer; what is at the destination is not copied again.
   *
   * @throws EngineError `plan-outdated` when a tag would be moved that the first plan did not move, or from another image,
   *   `wrong-account` when a profile belongs to another account now, `account-protected` without the confirmation, and
   *   `invalid-input` when the transfer is not finished.
   */
  retry(id: string, confirmation?: string): Promise<Transfer>;
  /**
   * Plans and queues a new transfer of the images that did not succeed. It replaces an interrupted transfer, of which no
   * image is known to have succeeded.
   *
   * @throws EngineError `invalid-input` when the transfer is not finished, or no image failed.
   */
  retryFailed(id: string, confirmation?: string): Promise<Transfer>;
  /**
   * Retries every interrupted transfer, one after another in their old order, and returns the new transfers. One that
   * cannot be planned stays interrupted; retrying it alone shows the error.
   */
  resumeInterrupted(): Promise<readonly Transfer[]>;
}

/** Creates the retries. Concurrent retries of one transfer share the new plan and the new transfer. */
export function createRetryTransfers({ plans, listed, confirmations, enqueue }: RetryPorts): RetryTransfers {
  /** Two calls at the same time get the same transfer. */
  const once = createSingleFlight<Transfer>();

  /**
   * Plans images of a transfer again, within what the user has agreed to.
   *
   * @throws EngineError `wrong-account` when a profile has another account now, `plan-outdated` when the new plan moves a
   *   tag that the user has not agreed to move, or from another image.
   */
  const planAgain = async (
    { movedTags, snapshot }: Pick<ListedTransfer, 'movedTags' | 'snapshot'>,
    request: ReplicationRequest,
  ): Promise<PreparedPlan> => {
    const prepared = await plans.create(request);
    assertSameAccounts(prepared.plan, snapshot());
    for (const [tag, fromDigest] of listMovedTags(prepared.plan))
      if (!movedTags.has(tag) || (movedTags.get(tag) ?? fromDigest) !== fromDigest) throw tagMovedError(tag);
    return prepared;
  };

  const retryAll = async (id: string, confirmation: string | undefined): Promise<Transfer> => {
    const transfer = listed.get(id);
    const { state } = transfer.snapshot();
    // A run that is replaced in the list could no longer be stopped.
    if (!isFinished(state) && state.kind !== 'interrupted') throw notFinishedError();
    const prepared = await planAgain(transfer, transfer.request);
    assertConfirmed(id, confirmation);
    return enqueue(prepared, id);
  };

  const retryFailed = async (id: string, confirmation: string | undefined): Promise<Transfer> => {
    const transfer = listed.get(id);
    const { request } = transfer;
    const { state, images } = transfer.snapshot();
    if (!isFinished(state)) throw notFinishedError();
    const failed = request.images.filter((_, index) => images[index]?.state.kind !== 'done');
    if (failed.length === 0) throw nothingFailedError();
    const prepared = await planAgain(transfer, { ...request, images: failed });
    assertConfirmed(id, confirmation);
    return state.kind === 'interrupted' ? enqueue(prepared, id) : enqueue(prepared);
  };

  /** @returns whether the account needed a confirmation. */
  const assertConfirmed = (id: string, confirmation: string | undefined): boolean =>
    confirmations.assert(listed.get(id).snapshot().destination.registryId, confirmation, id);

  /** The account can become a protected one while the images are planned, so it is checked again after that. */
  const confirmAndRetry = async (
    id: string,
    confirmation: string | undefined,
    retry: () => Promise<Transfer>,
  ): Promise<Transfer> => {
    const isConfirmed = assertConfirmed(id, confirmation);
    const transfer = await retry();
    if (isConfirmed) confirmations.add(transfer.id);
    return transfer;
  };

  const retry: RetryTransfers['retry'] = (id, confirmation) =>
    confirmAndRetry(id, confirmation, () => once(id, () => retryAll(id, confirmation)));

  return {
    retry,
    retryFailed: (id, confirmation) =>
      confirmAndRetry(id, confirmation, () => once(`failed of ${id}`, () => retryFailed(id, confirmation))),
    async resumeInterrupted() {
      const resumed: Transfer[] = [];
      const interrupted = listed.snapshots().filter(({ state }) => state.kind === 'interrupted');
      for (const { id } of interrupted.toReversed()) {
        try {
          resumed.push(await retry(id));
        } catch {
          // The transfer is still listed as interrupted.
        }
      }
      return resumed;
    },
  };
}
