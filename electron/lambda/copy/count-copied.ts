import type { Plan } from '../../../shared/models/plan.ts';
import type { UnfinishedUpload } from '../../../shared/models/unfinished-upload.ts';
import type { FinishedRun } from './run-until-deadline.ts';

/** The unfinished uploads before and after a run. */
export interface CopiedUploads {
  readonly before: readonly UnfinishedUpload[];
  readonly after: readonly UnfinishedUpload[];
}

const sumConfirmed = (uploads: readonly UnfinishedUpload[]): number =>
  uploads.reduce((sum, { confirmed }) => sum + confirmed, 0);

/** The bytes of the layers that were completed, and of the parts that the destination confirmed, in this run alone. */
export const countCopiedBytes = ({ transfer }: FinishedRun, { before, after }: CopiedUploads): number =>
  Math.max(0, transfer.bytes.transferred + sumConfirmed(after) - sumConfirmed(before));

/** The bytes of a plan that the destination has not confirmed after a run. */
export const countRemainingBytes = (
  { bytes }: Plan,
  { transfer }: FinishedRun,
  { after }: CopiedUploads,
): number => Math.max(0, bytes.toTransfer - transfer.bytes.transferred - sumConfirmed(after));

/** The layers that were uploaded. */
export const countCopiedLayers = ({ transfer }: FinishedRun): number =>
  Object.values(transfer.layers).filter(({ state }) => state.kind === 'done').length;
