import type { ContinuedCopy } from '../copy/continuation.ts';
import type { CopyOutcome } from '../copy/copy-outcome.ts';
import type { CopyRequest } from '../copy/copy-request.ts';
import type { CopyPorts } from '../copy/copy-image.ts';
import { copyImage } from '../copy/copy-image.ts';
import type { Journal } from '../../../shared/models/work-item.ts';
import type { UnfinishedUpload } from '../../../shared/models/unfinished-upload.ts';
import type { Log } from '../logging/log.ts';
import { createLog } from '../logging/log.ts';
import type { Deadline, InvocationContext } from './deadline.ts';
import { startDeadline } from './deadline.ts';
import type { Continuation } from './invoke-self.ts';
import type { Runtime } from './runtime.ts';

/** What the work of one event uses. */
export interface Invocation {
  readonly runtime: Runtime;
  readonly requestId: string;
  readonly log: Log;
  readonly ports: CopyPorts;
  /** Milliseconds until the work has to stop. */
  remaining(): number;
  /** Copies an image until `deadline`, or until the invocation has to stop. `continued` is what earlier invocations left. */
  copy(request: CopyRequest, continued: ContinuedCopy, deadline?: Deadline): Promise<CopyOutcome>;
  storeJournal(uploads: readonly UnfinishedUpload[]): Promise<Journal>;
  continueLater(event: Continuation): Promise<void>;
}

/** The share of the reserved time that the parts in progress have to finish; at most five seconds. */
const partGraceOf = (stopBeforeEnd: number): number => Math.min(5_000, stopBeforeEnd / 3);

/** @param traceId of AWS X-Ray. */
export function startInvocation(
  runtime: Runtime,
  context: InvocationContext,
  traceId: string | undefined,
): Invocation {
  const { configuration, access, plans, journals, write } = runtime;
  const { functionName, maxTransferBytes, maxInvocations, stopBeforeEnd } = configuration;
  const log = createLog({ requestId: context.awsRequestId, xrayTraceId: traceId }, write);
  const partGrace = partGraceOf(stopBeforeEnd);
  const ports: CopyPorts = {
    access,
    plans,
    log,
    functionName,
    maxTransferBytes,
    maxInvocations,
    partGrace,
  };
  const remaining = (): number => context.getRemainingTimeInMillis() - stopBeforeEnd;
  return {
    runtime,
    requestId: context.awsRequestId,
    log,
    ports,
    remaining,
    async copy(request, continued, given) {
      const deadline = given ?? startDeadline(remaining());
      try {
        const uploads = await journals.load(continued.journal, log);
        return await copyImage(request, { ...continued, uploads }, deadline.signal, ports);
      } finally {
        deadline.close();
      }
    },
    storeJournal: (uploads) => journals.store(uploads, log),
    continueLater: (event) => runtime.invokeSelf(context.invokedFunctionArn, event),
  };
}
