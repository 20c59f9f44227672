import type { Plan, PlannedBlob } from '../../../shared/models/plan.ts';
import { countPutImageCalls } from '../../../shared/models/plan-estimate.ts';
import type { PlannedSettings } from '../../../shared/models/repository-settings.ts';

/** Finds a blob to upload for the test calls, preferably a small config. ECR accepts no empty blobs. */
export function findProbeBlob({ blobs }: Plan): PlannedBlob | undefined {
  const missing = blobs.filter(({ present, size }) => !present && size > 0);
  return missing.find(({ kind }) => kind === 'config') ?? missing.at(-1);
}

/** Whether the destination lacks a blob that can be uploaded; empty ones do not count. */
export const needsUpload = (plan: Plan): boolean => findProbeBlob(plan) !== undefined;

/** Whether a manifest or a tag has to be written. */
export const putsImages = ({ images }: Plan): boolean => countPutImageCalls(images) > 0;

export const hasExistingDestination = ({ destination }: Plan): boolean =>
  destination.repository.kind === 'existing';

/** Whether uploads can be tested before the copy: they need a repository that exists. */
export const uploadsToExisting = (plan: Plan): boolean => hasExistingDestination(plan) && needsUpload(plan);

/** Whether the plan creates a repository whose settings match the condition. */
export const createsRepository =
  (matches: (settings: PlannedSettings) => boolean = () => true) =>
  ({ destination: { repository }, request }: Plan): boolean =>
    repository.kind === 'create' && request.destination.createRepository && matches(repository.settings);
