import type { ECRClient } from '@aws-sdk/client-ecr';
import { z } from 'zod';
import { unexpectedResponseName, isAwsMediaType } from '../../errors/aws-error.ts';

const responseSchema = z.object({ headers: z.record(z.string(), z.unknown()) });
const outputSchema = z.looseObject({
  $metadata: z.looseObject({ requestId: z.string().optional() }),
});

/**
 * Makes a client reject successful responses that do not come from AWS: no request id, another media type than AWS's, and
 * none of the expected members. The SDK reads such a response as an empty list.
 */
export function refuseUnexpectedResponses(client: ECRClient): ECRClient {
  client.middlewareStack.add(
    (next) => async (args) => {
      const result = await next(args);
      const output = outputSchema.safeParse(result.output);
      const response = responseSchema.safeParse(result.response);
      if (!output.success || !response.success) return result;
      const { $metadata, ...members } = output.data;
      const isEmpty = Object.values(members).every((member) => member === undefined);
      if (
        !isEmpty ||
        $metadata.requestId !== undefined ||
        isAwsMediaType(response.data.headers['content-type'])
      )
        return result;
      throw Object.assign(new Error('The response has no request id and no expected member.'), {
        name: unexpectedResponseName,
        $metadata,
        $response: response.data,
      });
    },
    { step: 'deserialize', name: 'refuseUnexpectedResponses', priority: 'high' },
  );
  return client;
}
