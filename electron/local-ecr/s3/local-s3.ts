import type { Companion, CompanionReply } from '../companions/start-companion.ts';
import { startCompanion } from '../companions/start-companion.ts';

/** A call as IAM sees it. */
export interface S3Call {
  /** `s3:GetObject` */
  readonly action: string;
  /** The ARN of the object. */
  readonly resource: string;
}

/** Amazon S3 with PutObject and GetObject. */
export interface LocalS3 extends Companion {
  /** All calls until now. */
  readonly calls: readonly S3Call[];
  /** Texts by `/bucket/key`. */
  readonly objects: ReadonlyMap<string, string>;
}

export async function startLocalS3(): Promise<LocalS3> {
  const objects = new Map<string, string>();
  const calls: S3Call[] = [];
  const companion = await startCompanion('s3', ({ method, path, body }): CompanionReply => {
    calls.push({
      action: method === 'PUT' ? 's3:PutObject' : 's3:GetObject',
      resource: `arn:aws:s3:::${path.slice(1)}`,
    });
    if (method === 'PUT') {
      objects.set(path, body);
      return { status: 200, headers: { etag: '"local"' } };
    }
    const stored = objects.get(path);
    if (method === 'GET' && stored !== undefined) return { status: 200, body: stored };
    return {
      status: 404,
      headers: { 'content-type': 'application/xml' },
      body: '<Error><Code>NoSuchKey</Code><Message>The specified key does not exist.</Message></Error>',
    };
  });
  return { ...companion, objects, calls };
}
