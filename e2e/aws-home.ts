import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { LocalPrincipal } from '../electron/engine/local-ecr/accounts/accounts.ts';

/** A profile as a person would have it in `~/.aws`, with static keys. */
export interface TestProfile {
  readonly name: string;
  readonly region: string;
  readonly principal: LocalPrincipal;
}

const section = (title: string, settings: Readonly<Record<string, string | undefined>>): string =>
  [
    `[${title}]`,
    ...Object.entries(settings).flatMap(([key, value]) => (value ? [`${key} = ${value}`] : [])),
  ].join('\n');

/** Writes `.aws/config` and `.aws/credentials` into a home folder; every profile leads to that endpoint. */
export async function writeAwsFiles(
  home: string,
  profiles: readonly TestProfile[],
  endpoint: string,
): Promise<void> {
  const folder = join(home, '.aws');
  await mkdir(folder, { recursive: true });
  const config = profiles.map(({ name, region }) =>
    section(`profile ${name}`, { region, endpoint_url: endpoint }),
  );
  const credentials = profiles.map(({ name, principal }) =>
    section(name, {
      aws_access_key_id: principal.accessKeyId,
      aws_secret_access_key: principal.secretAccessKey,
      aws_session_token: principal.sessionToken,
    }),
  );
  await writeFile(join(folder, 'config'), `${config.join('\n\n')}\n`);
  await writeFile(join(folder, 'credentials'), `${credentials.join('\n\n')}\n`, { mode: 0o600 });
}
