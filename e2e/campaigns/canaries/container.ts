import type { LocalEcr } from '../../../electron/local-ecr/local-ecr.ts';
import { listen } from '../../../electron/local-ecr/server/http-server.ts';

export const containerPath = '/container/credentials';

/** The credentials endpoint of a container, which issues new credentials for its token. */
export async function startContainer(
  { sessions }: LocalEcr,
  { accountId, arn, token }: { readonly accountId: string; readonly arn: string; readonly token: string },
): Promise<{ readonly origin: string; close(): Promise<void> }> {
  return listen(({ url, headers }, response) => {
    if (url !== containerPath || headers.authorization !== token) {
      response.writeHead(403).end();
      return;
    }
    const issued = sessions.issue({ accountId, arn, durationSeconds: 3_600, now: Date.now() });
    response.setHeader('content-type', 'application/json');
    response.end(
      JSON.stringify({
        AccessKeyId: issued.accessKeyId,
        SecretAccessKey: issued.secretAccessKey,
        Token: issued.sessionToken,
        Expiration: new Date(Date.now() + 3_600_000).toISOString(),
      }),
    );
  });
}
