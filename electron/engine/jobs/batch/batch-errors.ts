import { formatNumber } from '../../../../shared/format/counts.ts';
import { mostBatchImages } from '../../../../shared/models/batch.ts';
import { EngineError } from '../../errors/engine-error.ts';

const invalid = (message: string): EngineError =>
  new EngineError({ code: 'invalid-input', message, retryable: false });

export const tooManyImages = (): EngineError =>
  invalid(
    `Together these are more than ${formatNumber(mostBatchImages)} images. Narrow the filter, or replicate some repositories first and the rest afterwards; what is there already is not copied again.`,
  );

export const badFilter = (rule: number, message: string): EngineError =>
  invalid(`Rule ${rule + 1} of the filter cannot be applied. ${message}`);

export const badName = (from: string, problem: string): EngineError =>
  invalid(`Repository ${from} cannot be renamed so. ${problem}`);

export const notHeld = (): EngineError => invalid('This selection is no longer held. Make it again.');

export const notReady = (): EngineError =>
  invalid(
    'These repositories are still being planned. Wait until every plan is there, or stop the planning.',
  );

export const nothingToStart = (): EngineError =>
  invalid('None of these plans can be started: nothing was picked, or each has something in its way.');
