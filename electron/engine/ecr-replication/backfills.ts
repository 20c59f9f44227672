import { setTimeout as delay } from 'node:timers/promises';
import type { AccountProtection } from '../../../shared/models/account.ts';
import type { RegistryReference } from '../../../shared/models/reference.ts';
import type { RegistrySelection } from '../../../shared/models/registry.ts';
import type { Backfill, StartedBackfill } from '../../../shared/models/replication-backfill.ts';
import { isBackfillFinished } from '../../../shared/models/replication-backfill.ts';
import type { AwsAccess } from '../aws/clients/aws-access.ts';
import { ecrApi } from '../ecr/operations.ts';
import { EngineError, hasCode } from '../errors/engine-error.ts';
import type { Confirmations } from './assert-both-confirmed.ts';
import { assertBothConfirmed } from './assert-both-confirmed.ts';
import type { FollowPace, FollowPorts } from './follow-backfill.ts';
import { defaultFollowPace, followBackfill } from './follow-backfill.ts';
import type { BackfillSource } from './read-backfill.ts';
import { readBackfill, toBackfill } from './read-backfill.ts';
import type { StartedBackfillStore } from './started-backfills.ts';
import { createStartedBackfills } from './started-backfills.ts';

/** Starts, stops and follows backfills. ECR runs them whether this app runs or not. */
export interface Backfills {
  /**
   * Starts a backfill, and follows it.
   *
   * @param accountId of the source, as the user saw it.
   * @throws EngineError `account-protected`; `wrong-account` when the profile has another account now; `invalid-input` while a
   * backfill is in progress.
   */
  start(
    selection: RegistrySelection,
    accountId: string,
    destination: RegistryReference,
    confirmations: Confirmations,
  ): Promise<Backfill>;
  /** @throws EngineError `invalid-input` when the backfill has ended. */
  stop(selection: RegistrySelection, id: string): Promise<Backfill>;
  /** Reads a backfill, and follows it unless it has ended. @throws EngineError when it cannot be read. */
  follow(selection: RegistrySelection, id: string): Promise<Backfill>;
  /**
   * The last known states of the backfills that were followed most recently, also of finished ones, and after them those of
   * an earlier start of the app that are not followed. Reads nothing.
   */
  list(): readonly Backfill[];
  /** Stops following, and forgets the states; the backfills continue at AWS. */
  close(): void;
}

interface BackfillsOptions {
  readonly access: AwsAccess;
  readonly protection: () => AccountProtection;
  readonly send: (backfill: Backfill) => void;
  /** Stores the backfills that have not ended. */
  readonly store: StartedBackfillStore;
  readonly pace?: FollowPace;
  readonly wait?: FollowPorts['wait'];
}

const waitOnClock: FollowPorts['wait'] = async (milliseconds, signal) => {
  await delay(milliseconds, undefined, { signal, ref: false });
};

/** The error `wrong-account` for a profile whose keys have changed since the user saw the account. */
const otherAccountError = (
  { profile }: RegistrySelection,
  { now, before }: { readonly now: string; readonly before: string },
): EngineError =>
  new EngineError({
    code: 'wrong-account',
    message: `Profile ${profile} now belongs to account ${now}, not to ${before}. No backfill was started. Open this page again to see the account.`,
    side: 'source',
    retryable: false,
  });

/**
 * Opens a registry with the account that the profile has now.
 *
 * @param shownAccount the account that the user saw.
 * @throws EngineError `wrong-account` when the profile has another account than that now.
 */
export async function openBackfillSource(
  access: AwsAccess,
  selection: RegistrySelection,
  shownAccount?: string,
): Promise<BackfillSource> {
  const { registryId, accountId } = await access.identify(selection, 'source');
  // ECR starts a backfill in the registry of the caller, whichever registry is selected.
  if (shownAccount !== undefined && accountId !== shownAccount)
    throw otherAccountError(selection, { now: accountId, before: shownAccount });
  const connection = await access.connect({ ...selection, registryId }, accountId);
  return {
    registry: connection.forSide('source'),
    selection,
    reference: { accountId: registryId, region: selection.region },
  };
}

const keyOf = ({ id, source }: Pick<Backfill, 'id' | 'source'>): string =>
  `${source.accountId} ${source.region} ${id}`;

const toUnread = (started: StartedBackfill): Backfill => ({
  ...started,
  status: 'IN_PROGRESS',
  isUnread: true,
});

/** The most states that are kept. */
const maxKnown = 50;

/** Creates the list of the stored backfills. It follows none of them before `start`, `stop` or `follow` is called. */
export function createBackfills({
  access,
  protection,
  send,
  store,
  pace = defaultFollowPace,
  wait = waitOnClock,
}: BackfillsOptions): Backfills {
  /** The followed backfills, by registry and ID. */
  const followed = new Map<string, AbortController>();
  /** The last states, the oldest followed first. */
  const known = new Map<string, Backfill>();
  const started = createStartedBackfills(store);

  const follow = (source: BackfillSource, backfill: Backfill): void => {
    const key = keyOf(backfill);
    started.record(backfill);
    followed.get(key)?.abort();
    known.delete(key);
    known.set(key, backfill);
    for (const oldest of [...known.keys()].slice(0, -maxKnown)) known.delete(oldest);
    followed.delete(key);
    if (isBackfillFinished(backfill.status)) return;
    const controller = new AbortController();
    followed.set(key, controller);
    const read = (signal: AbortSignal): Promise<Backfill> => readBackfill(source, backfill.id, signal);
    const report = (next: Backfill): void => {
      if (known.has(key)) known.set(key, next);
      started.record(next);
      send(next);
    };
    void followBackfill(backfill, { read, send: report, wait, pace }, controller.signal).finally(() => {
      if (followed.get(key) === controller) followed.delete(key);
    });
  };

  const forget = (backfill: Pick<Backfill, 'id' | 'source'>): void => {
    const key = keyOf(backfill);
    followed.get(key)?.abort();
    followed.delete(key);
    known.delete(key);
    started.remove(backfill);
  };

  return {
    async start(selection, accountId, destination, confirmations) {
      const source = await openBackfillSource(access, selection, accountId);
      const accounts = { source: source.reference.accountId, destination: destination.accountId };
      assertBothConfirmed(accounts, protection(), confirmations);
      const { accountId: registryId, region } = destination;
      const answer = await ecrApi.startReplicationBackfill(source.registry, {
        destination: { registryId, region },
      });
      const backfill = toBackfill(source, answer);
      follow(source, backfill);
      return backfill;
    },
    async stop(selection, id) {
      const source = await openBackfillSource(access, selection);
      await ecrApi.stopReplicationBackfill(source.registry, { replicationBackfillId: id });
      const backfill = await readBackfill(source, id);
      follow(source, backfill);
      return backfill;
    },
    async follow(selection, id) {
      const source = await openBackfillSource(access, selection);
      const backfill = await readBackfill(source, id).catch((error: unknown) => {
        // ECR forgets a backfill after 90 days.
        if (hasCode(error, 'invalid-input')) forget({ id, source: source.reference });
        throw error;
      });
      follow(source, backfill);
      return backfill;
    },
    list: () => [
      ...known.values(),
      ...started.list().flatMap((each) => (known.has(keyOf(each)) ? [] : toUnread(each))),
    ],
    close() {
      for (const controller of followed.values()) controller.abort();
      followed.clear();
      known.clear();
    },
  };
}
