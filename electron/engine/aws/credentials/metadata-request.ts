import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { z } from 'zod';
import type { AwsCredentials } from '../profiles/aws-credentials.ts';
import type { HttpRequest, HttpResponse } from '../sign-in/send-request.ts';
import { sendRequest } from '../sign-in/send-request.ts';

/** A metadata service did not give what was requested. */
export class MetadataError extends Error {
  override readonly name = 'MetadataError';
  /** The HTTP status; undefined for a response that cannot be read. */
  readonly status: number | undefined;

  constructor(message: string, status?: number) {
    super(message);
    this.status = status;
  }
}

/** A service on this computer or at a link-local address, which no proxy reaches. */
const directly = {
  getAgent: async (url: string) =>
    url.startsWith('https:') ? new HttpsAgent({ rejectUnauthorized: true }) : new HttpAgent(),
};

export interface MetadataRequest extends Pick<HttpRequest, 'url' | 'headers'> {
  readonly method: 'GET' | 'PUT';
  readonly userAgent: string;
  /** Milliseconds for the whole response. */
  readonly timeout: number;
}

/**
 * Sends a request to the metadata service of an instance or a container. The response is limited in time and size, which
 * those that the SDK's providers read are not.
 *
 * @throws MetadataError for a status other than 200; Node's error, or one with the code `ETIMEDOUT`; NotAwsError.
 */
export async function requestMetadata({ userAgent, ...request }: MetadataRequest): Promise<string> {
  const { signal } = new AbortController();
  const { status, text }: HttpResponse = await sendRequest(
    { ...directly, userAgent },
    { ...request, signal },
  );
  // The response is not repeated: it can contain what was sent to it.
  if (status !== 200) throw new MetadataError(`The metadata service answered with status ${status}.`, status);
  return text;
}

/** The credentials of both services (AWS SDKs and Tools Reference Guide, "IMDS" and "Container credential provider"). */
const credentialsSchema = z.object({
  AccessKeyId: z.string().min(1),
  SecretAccessKey: z.string().min(1),
  Token: z.string().min(1),
  Expiration: z.iso.datetime({ offset: true }),
  AccountId: z.string().min(1).optional().catch(undefined),
});

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** @throws MetadataError when the text contains no credentials. */
export function readMetadataCredentials(text: string): AwsCredentials {
  const { success, data } = credentialsSchema.safeParse(parseJson(text));
  if (!success) throw new MetadataError('The response of the metadata service has no credentials.');
  return {
    accessKeyId: data.AccessKeyId,
    secretAccessKey: data.SecretAccessKey,
    sessionToken: data.Token,
    expiration: new Date(data.Expiration),
    ...(data.AccountId !== undefined && { accountId: data.AccountId }),
  };
}
