import { z } from 'zod';
import { startCompanion } from '../companions/start-companion.ts';

const responseSchema = z.strictObject({
  Status: z.enum(['SUCCESS', 'FAILED']),
  Reason: z.string().min(1).optional(),
  PhysicalResourceId: z.string().min(1).max(1_024),
  StackId: z.string(),
  RequestId: z.string(),
  LogicalResourceId: z.string(),
  Data: z.record(z.string(), z.string()).optional(),
});

export type ResourceResponse = z.infer<typeof responseSchema>;

/** Bytes of a response (AWS CloudFormation user guide, "Custom resource response objects"). */
const maxResponse = 4_096;

/** The presigned URL to which a custom resource answers CloudFormation. */
export interface ResponseReceiver {
  readonly url: string;
  readonly responses: ResourceResponse[];
  /** Requests that fail from now on. */
  failures: number;
  close(): Promise<void>;
}

export async function startResponseReceiver(): Promise<ResponseReceiver> {
  const responses: ResourceResponse[] = [];
  const receiver = { responses, failures: 0 };
  const { endpoint, close } = await startCompanion(undefined, ({ method, headers, body }) => {
    if (receiver.failures > 0) {
      receiver.failures -= 1;
      return { status: 503 };
    }
    // S3 refuses a signature that was made for another content type.
    if (method !== 'PUT' || headers['content-type'] || Buffer.byteLength(body) > maxResponse)
      return { status: 403 };
    responses.push(responseSchema.parse(JSON.parse(body)));
    return { status: 200 };
  });
  return Object.assign(receiver, { url: `${endpoint}/response?X-Amz-Signature=0123456789abcdef`, close });
}
