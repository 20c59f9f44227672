import { formatNumber } from '../../../../shared/format/counts.ts';
import { maxBatchImages } from '../../../../shared/models/batch.ts';
import { EngineError } from '../../errors/engine-error.ts';

const invalidInput = (message: string): EngineError =>
  new EngineError({ code: 'invalid-input', message, retryable: false });

export const tooManyImagesError = (): EngineError =>
  invalidInput(
    `Together these are more than ${formatNumber(maxBatchImages)} images. Narrow the filter, or replicate some repositories first and the others afterwards. Images that the destination already has are not copied again.`,
  );

/** @param rule its position in the filter, from 0. */
export const invalidFilterError = (rule: number, reason: string): EngineError =>
  invalidInput(`Rule ${rule + 1} of the filter cannot be applied. ${reason}`);

export const invalidNameError = (repositoryName: string, reason: string): EngineError =>
  invalidInput(`Repository ${repositoryName} cannot be renamed. ${reason}`);

export const notReadyError = (): EngineError =>
  invalidInput('Some repositories are not planned yet. Wait for their plans, or stop planning.');

export const nothingToStartError = (): EngineError =>
  invalidInput('None of these plans can be started: no images are selected, or every plan has blockers.');
