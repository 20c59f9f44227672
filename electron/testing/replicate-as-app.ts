import { expect } from 'vitest';
import type { Plan, ReplicationRequest } from '../../shared/models/plan.ts';
import { isFinished } from '../../shared/models/transfer.ts';
import type { ErrorData } from '../../shared/result.ts';
import type { AwsAccess } from '../engine/aws/clients/aws-access.ts';
import { listImages } from '../engine/ecr/images.ts';
import { listRepositories } from '../engine/ecr/repositories.ts';
import { toErrorData } from '../engine/errors/to-error-data.ts';
import { createPlans } from '../engine/plan/plan-store.ts';
import { runPreflight } from '../engine/preflight/run-preflight.ts';
import { createTransfers } from '../engine/transfers/transfers.ts';
import { quickRetries } from './two-registries.ts';

const unreadable = ({ destination: { repository } }: Plan): readonly ErrorData[] =>
  repository.kind === 'existing'
    ? []
    : Object.values(repository.settings).flatMap(({ source }) =>
        source.kind === 'unreadable' ? source.error : [],
      );

async function listRegistries(access: AwsAccess, { source, destination }: ReplicationRequest): Promise<void> {
  await listRepositories((await access.connect(source)).forSide('source'));
  await listRepositories((await access.connect(destination)).forSide('destination'));
}

async function listSource(access: AwsAccess, { source }: ReplicationRequest): Promise<void> {
  await listImages((await access.connect(source)).forSide('source'), source.repositoryName);
}

/** Lists, plans, tests and copies as the app does. @returns the denied calls; empty after a complete copy. */
export async function replicate(
  access: AwsAccess,
  request: ReplicationRequest,
): Promise<readonly ErrorData[]> {
  const plans = createPlans(access);
  const transfers = createTransfers({ plans, send: () => undefined, retryPolicy: quickRetries });
  try {
    await listSource(access, request);
    const prepared = await plans.create(request);
    const { plan } = prepared;
    const { checks } = await runPreflight(access, prepared);
    const missing = checks.flatMap(({ outcome }) =>
      outcome.kind === 'failed' || outcome.kind === 'optional' ? outcome.error : [],
    );
    const denied = [...unreadable(plan), ...missing];
    if (denied.length > 0) return denied;
    transfers.start(plan.id);
    await expect.poll(() => transfers.list().every(({ state }) => isFinished(state))).toBe(true);
    return transfers.list().flatMap(({ state, images: copied }) => {
      if (state.kind === 'failed') return state.error;
      expect(state.kind).toBe('done');
      return copied.flatMap((image) =>
        image.state.kind === 'done' ? (image.state.verificationError ?? []) : [],
      );
    });
  } catch (error) {
    return [toErrorData(error)];
  }
}

/** Lists the repositories of both sides, then does the same as `replicate`. */
export async function browseAndReplicate(
  access: AwsAccess,
  request: ReplicationRequest,
): Promise<readonly ErrorData[]> {
  try {
    await listRegistries(access, request);
  } catch (error) {
    return [toErrorData(error)];
  }
  return replicate(access, request);
}
