import { formatNumber } from '../../../../shared/format/counts.ts';
import { maxBatchImages } from '../../../../shared/models/batch.ts';
import type { Side } from '../../../../shared/models/result.ts';
import { EngineError } from '../../errors/engine-error.ts';

const invalidInputError = (message: string): EngineError =>
  new EngineError({ code: 'invalid-input', message, retryable: false });

/** The error `invalid-input` of the row with which a batch exceeds `maxBatchImages`. */
export const tooManyImagesError = (): EngineError =>
  invalidInputError(
    `Together these are more than ${formatNumber(maxBatchImages)} images. Narrow the filter, or replicate some repositories first and the others afterwards. Images that the destination already has are not copied again.`,
  );

/** @param rule its position in the filter, from 0. */
export const invalidFilterError = (rule: number, reason: string): EngineError =>
  invalidInputError(`Rule ${rule + 1} of the filter cannot be applied. ${reason}`);

/** @param reason a sentence that says what is wrong with the new name. */
export const invalidNameError = (repositoryName: string, reason: string): EngineError =>
  invalidInputError(`Repository ${repositoryName} cannot be renamed. ${reason}`);

/** The error `invalid-input` for starting a batch that is still being planned. */
export const notReadyError = (): EngineError =>
  invalidInputError('Some repositories are not planned yet. Wait for their plans, or stop planning.');

/** The error `invalid-input` for starting a batch that has no plan without blockers. */
export const nothingToStartError = (): EngineError =>
  invalidInputError(
    'None of these plans can be started: no images are selected, or every plan has blockers.',
  );

/** The error `wrong-account` of a row whose profile has credentials of another account than for the plans before it. */
export const planInOtherAccountError = (
  profile: string,
  { now, before }: { readonly now: string; readonly before: string },
  side: Side,
): EngineError =>
  new EngineError({
    code: 'wrong-account',
    message: `Profile ${profile} now belongs to account ${now}; other plans of this batch are for account ${before}. To use the new account, plan the repositories again.`,
    side,
    retryable: false,
    action: 'plan-again',
  });
