import type { LambdaClient } from '@aws-sdk/client-lambda';
import { InvokeCommand } from '@aws-sdk/client-lambda';
import type { z } from 'zod';
import type {
  backgroundCopySchema,
  continuedReconciliationSchema,
  continuedResourceSchema,
} from '../events/continuation.ts';

/** An event that continues work. */
export type Continuation =
  | z.infer<typeof backgroundCopySchema>
  | z.infer<typeof continuedResourceSchema>
  | z.infer<typeof continuedReconciliationSchema>;

/** Sends an event to the function itself. Resolves when Lambda has queued it. */
export type InvokeSelf = (functionArn: string, event: Continuation) => Promise<void>;

/**
 * @param createClient called at the first use.
 * @see https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html
 */
export function createInvokeSelf(createClient: () => LambdaClient): InvokeSelf {
  let client: LambdaClient | undefined;
  return async (functionArn, event) => {
    client ??= createClient();
    await client.send(
      new InvokeCommand({
        // With its qualifier, so that the same version continues.
        FunctionName: functionArn,
        InvocationType: 'Event',
        Payload: Buffer.from(JSON.stringify(event)),
      }),
    );
  };
}
