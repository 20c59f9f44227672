import { readSmallFile } from '../../files/read-small-file.ts';
import { knownSecrets } from '../../redaction/known-secrets.ts';
import type { Environment } from '../profiles/profile-files.ts';
import { maxTokenBytes } from '../profiles/token-file.ts';

/**
 * Reads the token for a container's credentials endpoint in the SDK's order: the file before the variable (AWS SDKs and
 * Tools Reference Guide, "Container credential provider"). It registers the token for redaction, because the endpoint can
 * repeat it in its response.
 *
 * @returns undefined when the environment names none.
 * @throws the error of the file system when the file cannot be read.
 */
export async function readContainerToken(environment: Environment): Promise<string | undefined> {
  const file = environment['AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE'];
  const variable = environment['AWS_CONTAINER_AUTHORIZATION_TOKEN'];
  const token = file ? await readSmallFile(file, maxTokenBytes) : variable;
  knownSecrets.remember(token, token?.trim(), variable);
  return token;
}
