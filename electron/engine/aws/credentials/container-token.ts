import { readSmallFile } from '../../files/read-small-file.ts';
import { knownSecrets } from '../../redaction/known-secrets.ts';
import type { Environment } from '../profiles/profile-files.ts';
import { maxTokenBytes } from '../profiles/token-file.ts';

/**
 * The token that a container's endpoint for credentials is shown, as the AWS SDK finds it: of the file before that of the
 * variable. It is known as a secret from now on: the endpoint may say it back.
 *
 * @returns undefined when the environment names none.
 * @throws the file's error when it cannot be read.
 */
export async function containerToken(environment: Environment): Promise<string | undefined> {
  const file = environment['AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE'];
  const written = environment['AWS_CONTAINER_AUTHORIZATION_TOKEN'];
  const token = file ? await readSmallFile(file, maxTokenBytes) : written;
  knownSecrets.remember(token, token?.trim(), written);
  return token;
}
