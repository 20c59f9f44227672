import { randomUUID } from 'node:crypto';
import { EcrError, limitExceeded } from '../registry/ecr-error.ts';
import { limits } from '../registry/limits.ts';
import type { Registries } from '../registry/registries.ts';
import type { Registry } from '../registry/registry.ts';
import type { ReplicationDestination } from '../registry/replication-rules.ts';
import { destinationKey, listDestinations } from '../registry/replication-rules.ts';
import type { Repository, StoredImage } from '../registry/repository.ts';
import type { Backfill, ReplicationPace } from './backfill.ts';
import { advanceBackfill, isEnded } from './backfill.ts';
import type { Replication, ReplicationEnd } from './replicate-image.ts';
import { replicateImage } from './replicate-image.ts';

/** The state of the last replication of an image to one destination. */
export type ImageReplicationStatus = ReplicationDestination &
  ({ readonly status: 'IN_PROGRESS' } | ReplicationEnd);

interface DueReplication extends Replication {
  /** Milliseconds since 1970. */
  readonly dueAt: number;
}

interface ReplicationsOptions {
  readonly registries: Pick<Registries, 'of'>;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly pace: ReplicationPace;
}

/**
 * ECR's replication between the registries: of pushes by the rules, and of existing images by backfills. Nothing runs by
 * itself: every request first calls `advance`, which does what is due at its time.
 */
export class Replications {
  readonly #options: ReplicationsOptions;
  /** May be changed at any time, until `clear`. */
  pace: ReplicationPace;
  #due: readonly DueReplication[] = [];
  #statuses = new WeakMap<StoredImage, Map<string, ImageReplicationStatus>>();
  readonly #backfills = new Map<Registry, Backfill[]>();

  constructor(options: ReplicationsOptions) {
    this.#options = options;
    this.pace = options.pace;
  }

  /** Schedules the replication of a pushed image to the destinations of its repository; a replicated image is not replicated further. */
  onPush(registry: Registry, source: Repository, image: StoredImage, tag: string | undefined): void {
    const dueAt = this.#options.now() + this.pace.push;
    for (const { registryId, region } of listDestinations(registry.replicationRules, source.name)) {
      const destination = this.#options.registries.of(registryId, region);
      this.#due = [...this.#due, { source, image, tag, destination, dueAt }];
      this.#setStatus(image, destination, { status: 'IN_PROGRESS' });
    }
  }

  /** Does everything that is due. */
  advance(): void {
    const now = this.#options.now();
    const due = this.#due.filter(({ dueAt }) => dueAt <= now);
    this.#due = this.#due.filter(({ dueAt }) => dueAt > now);
    for (const replication of due) {
      this.#setStatus(replication.image, replication.destination, replicateImage(replication));
    }
    for (const [from, backfills] of this.#backfills) {
      for (const backfill of backfills) {
        const { registryId, region } = backfill.destination;
        const to = this.#options.registries.of(registryId, region);
        advanceBackfill(backfill, { from, to }, this.pace, now);
      }
    }
  }

  statusesOf(image: StoredImage): readonly ImageReplicationStatus[] {
    return [...(this.#statuses.get(image)?.values() ?? [])];
  }

  /** @throws EcrError ValidationException, ReplicationBackfillInProgressException, LimitExceededException */
  startBackfill(registry: Registry, destination: ReplicationDestination): Backfill {
    const isConfigured = registry.replicationRules
      .flatMap(({ destinations }) => destinations)
      .some((each) => destinationKey(each) === destinationKey(destination));
    if (!isConfigured)
      throw new EcrError(
        'ValidationException',
        `The destination is not in the replication configuration of the registry with id '${registry.accountId}'`,
      );
    const running = this.backfillsOf(registry).filter((backfill) => !isEnded(backfill));
    if (running.some((backfill) => backfill.destination.region === destination.region))
      throw new EcrError(
        'ReplicationBackfillInProgressException',
        `A replication backfill is already in progress for the Region '${destination.region}'`,
      );
    if (running.length >= limits.replicationBackfills)
      throw limitExceeded(`${limits.replicationBackfills} replication backfills in progress`);
    const backfill: Backfill = {
      id: randomUUID(),
      destination,
      startedAt: this.#options.now(),
      status: 'PREPARING',
      results: [],
    };
    this.#backfills.set(registry, [backfill, ...this.backfillsOf(registry)]);
    return backfill;
  }

  /** @throws EcrError ReplicationBackfillNotFoundException, ReplicationBackfillInvalidStatusException */
  stopBackfill(registry: Registry, id: string): Backfill {
    const backfill = this.backfill(registry, id);
    if (isEnded(backfill) || backfill.status === 'STOPPING')
      throw new EcrError(
        'ReplicationBackfillInvalidStatusException',
        `The replication backfill with id '${id}' is ${backfill.status} and cannot be stopped`,
      );
    if (backfill.status === 'PREPARING') {
      backfill.status = 'STOPPED';
      backfill.endedAt = this.#options.now();
    } else backfill.status = 'STOPPING';
    return backfill;
  }

  /** @throws EcrError ReplicationBackfillNotFoundException */
  backfill(registry: Registry, id: string): Backfill {
    const found = this.backfillsOf(registry).find((backfill) => backfill.id === id);
    if (found) return found;
    throw new EcrError(
      'ReplicationBackfillNotFoundException',
      `The replication backfill with id '${id}' does not exist in the registry with id '${registry.accountId}'`,
    );
  }

  /** The newest first. */
  backfillsOf(registry: Registry): readonly Backfill[] {
    return this.#backfills.get(registry) ?? [];
  }

  clear(): void {
    this.pace = this.#options.pace;
    this.#due = [];
    this.#statuses = new WeakMap();
    this.#backfills.clear();
  }

  #setStatus(
    image: StoredImage,
    { accountId: registryId, region }: Registry,
    state: { readonly status: 'IN_PROGRESS' } | ReplicationEnd,
  ): void {
    const statuses = this.#statuses.get(image) ?? new Map<string, ImageReplicationStatus>();
    statuses.set(destinationKey({ registryId, region }), { registryId, region, ...state });
    this.#statuses.set(image, statuses);
  }
}
