import { join } from 'node:path';
import { writeFileAtomically } from '../../engine/files/write-file-atomically.ts';
import type { DemoProfile } from './demo-accounts.ts';

/** The paths of the demo's AWS configuration files. */
export interface DemoProfileFiles {
  readonly configFile: string;
  readonly credentialsFile: string;
}

/**
 * Writes the profiles as the AWS CLI does, readable by their owner only. Each names the local ECR by its
 * `endpoint_url`.
 */
export async function writeDemoProfiles(
  directory: string,
  profiles: readonly DemoProfile[],
  endpoint: string,
): Promise<DemoProfileFiles> {
  const files = { configFile: join(directory, 'config'), credentialsFile: join(directory, 'credentials') };
  const config = profiles.map(({ name, region, accountId }) =>
    section(`profile ${name}`, { region, endpoint_url: endpoint, aws_account_id: accountId }),
  );
  const credentials = profiles.map(({ name, principal }) =>
    section(name, {
      aws_access_key_id: principal.accessKeyId,
      aws_secret_access_key: principal.secretAccessKey,
      ...(principal.sessionToken !== undefined && { aws_session_token: principal.sessionToken }),
    }),
  );
  await writeFileAtomically(files.configFile, config.join('\n'));
  await writeFileAtomically(files.credentialsFile, credentials.join('\n'));
  return files;
}

function section(heading: string, values: Readonly<Record<string, string>>): string {
  const lines = Object.entries(values).map(([key, value]) => `${key} = ${value}\n`);
  return `[${heading}]\n${lines.join('')}`;
}
