import type { HandlersOf } from '../../../shared/ipc.ts';
import { EngineError } from '../../engine/errors/engine-error.ts';

const unsupported = (): Promise<never> =>
  Promise.reject(
    new EngineError({
      code: 'operation-unsupported',
      message: 'ECR replication cannot be set up from here yet. Set it up in the ECR console.',
      retryable: false,
    }),
  );

/** The contract; the engine behind it follows. */
export const createReplicationHandlers = (): HandlersOf<'replication'> => ({
  'replication.offer': async () => ({
    kind: 'not-offered',
    reason: 'ECR replication cannot be set up from here yet.',
  }),
  'replication.apply': unsupported,
  'replication.export': unsupported,
  'replication.read': unsupported,
  'replication.status': unsupported,
  'replication.startBackfill': unsupported,
  'replication.stopBackfill': unsupported,
  'replication.followBackfill': unsupported,
});
