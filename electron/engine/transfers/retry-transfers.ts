import type { Plan, ReplicationRequest } from '../../../shared/models/plan.ts';
import type { Transfer } from '../../../shared/models/transfer.ts';
import { isFinished } from '../../../shared/models/transfer.ts';
import type { Side } from '../../../shared/models/result.ts';
import type { Plans, PreparedPlan } from '../plan/plan-store.ts';
import { createSingleFlight } from '../async/single-flight.ts';
import type { Confirmations } from '../account-protection/account-protection.ts';
import type { TransferList } from './queue/transfer-list.ts';
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
   * @throws EngineError `plan-outdated` when a tag would be moved that the first plan did not move, `wrong-account` when
   *   a profile belongs to another account now, `account-protected` without the confirmation.
   */
  retry(id: string, confirmation?: string): Promise<Transfer>;
  /**
   * Plans and queues a new transfer of the images that did not succeed.
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

  /** @throws EngineError `plan-outdated` when the new plan moves a tag that the user has not agreed to move. */
  const planAgain = async (
    request: ReplicationRequest,
    movedTags: readonly string[],
  ): Promise<PreparedPlan> => {
    const prepared = await plans.create(request);
    const confirmed = new Set(movedTags);
    const unconfirmed = listMovedTags(prepared.plan).find((tag) => !confirmed.has(tag));
    if (unconfirmed !== undefined) throw tagMovedError(unconfirmed);
    return prepared;
  };

  const retryAll = async (id: string): Promise<Transfer> => {
    const { request, movedTags, snapshot } = listed.get(id);
    const prepared = await planAgain(request, movedTags);
    assertSameAccounts(prepared.plan, snapshot());
    return enqueue(prepared, id);
  };

  const retryFailed = async (id: string): Promise<Transfer> => {
    const { request, movedTags, snapshot } = listed.get(id);
    const { state, images } = snapshot();
    if (!isFinished(state)) throw notFinishedError();
    const failed = request.images.filter((_, index) => images[index]?.state.kind !== 'done');
    if (failed.length === 0) throw nothingFailedError();
    return enqueue(await planAgain({ ...request, images: failed }, movedTags));
  };

  const confirmAndRetry = async (
    id: string,
    confirmation: string | undefined,
    retry: () => Promise<Transfer>,
  ): Promise<Transfer> => {
    const { registryId } = listed.get(id).snapshot().destination;
    const isConfirmed = confirmations.assert(registryId, confirmation, id);
    const transfer = await retry();
    if (isConfirmed) confirmations.add(transfer.id);
    return transfer;
  };

  const retry: RetryTransfers['retry'] = (id, confirmation) =>
    confirmAndRetry(id, confirmation, () => once(id, () => retryAll(id)));

  return {
    retry,
    retryFailed: (id, confirmation) =>
      confirmAndRetry(id, confirmation, () => once(`failed of ${id}`, () => retryFailed(id))),
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
