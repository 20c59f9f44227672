import { EngineError } from '../../errors/engine-error.ts';

export const corruptLayer = (digest: string): EngineError =>
  new EngineError({
    code: 'digest-mismatch',
    message: `The source sent other bytes for layer ${digest} than its digest names. The layer was not copied.`,
    side: 'source',
    retryable: false,
    action: 'retry',
  });
