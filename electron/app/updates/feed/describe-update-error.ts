import { dirname } from 'node:path';
import { assertNever } from '../../../../shared/models/result.ts';
import { readAwsError } from '../../../engine/errors/aws-error.ts';
import { describeNetworkError } from '../../../engine/errors/describe-network-error.ts';
import { EngineError } from '../../../engine/errors/engine-error.ts';
import { describeFileError } from '../../../engine/files/describe-file-error.ts';

/** Why a file of the feed is not what the project published. */
export type Rejection =
  | 'no-signature'
  | 'other-key'
  | 'wrong-signature'
  | 'too-large'
  | 'not-understood'
  | 'wrong-size'
  | 'wrong-hash';

function explain(rejection: Rejection, file: string, host: string): string {
  switch (rejection) {
    case 'no-signature':
      return `${host} has no signature of ${file}. Nothing was downloaded. Try again later.`;
    case 'other-key':
      return `${file} of ${host} is signed with a key that this version does not know. Nothing was downloaded. Download the new version from the page of its release.`;
    case 'wrong-signature':
      return `The signature of ${file} of ${host} is not valid. Nothing was downloaded. Try again later, and check the network if it happens again.`;
    case 'too-large':
      return `${file} of ${host} is larger than update information can be. Check the network and the proxy, then try again.`;
    case 'not-understood':
      return `${file} of ${host} is not update information. Check the network and the proxy, then try again.`;
    case 'wrong-size':
      return `${file} of ${host} does not have the published size. The download was deleted. Try again later.`;
    case 'wrong-hash':
      return `${file} of ${host} differs from the published file (SHA-512). The download was deleted. Try again, and check the network if it happens again.`;
    default:
      return assertNever(rejection);
  }
}

/**
 * The error for a file that is not accepted.
 *
 * @param file its name.
 * @param host that sent it.
 */
export const rejectUpdate = (
  rejection: Rejection,
  file: string,
  host: string,
  cause?: unknown,
): EngineError =>
  new EngineError(
    {
      code: 'update-rejected',
      message: explain(rejection, file, host),
      retryable: false,
      action: 'retry',
    },
    cause,
  );

/** The error for an HTTP status other than success. */
export const createStatusError = (file: string, host: string, status: number): EngineError =>
  new EngineError({
    code: 'service-unavailable',
    message:
      status === 404
        ? `${host} has no ${file} (HTTP 404): nothing is published for this channel and system. Choose the other channel, or try again later.`
        : `${host} does not send ${file} (HTTP ${status}). Try again later.`,
    retryable: true,
    action: 'retry',
  });

/** The error for a file of this computer that cannot be written. */
export const createDiskError = (path: string, cause: unknown): EngineError =>
  new EngineError(
    {
      code: 'storage',
      message: `The update cannot be saved in ${dirname(path)}. ${describeFileError(cause)} Nothing of the app was changed. Fix this, then try again.`,
      retryable: true,
      action: 'retry',
    },
    cause,
  );

/** Describes any failure of a request to the host of the feed. */
export function describeUpdateError(thrown: unknown, host: string): EngineError {
  if (thrown instanceof EngineError) return thrown;
  const error = readAwsError(thrown);
  const detail = `${host}: ${error.message || error.name}`;
  const described = describeNetworkError(error, { host, region: '' });
  if (error.code === 'ENOTFOUND' || error.code === 'EAI_AGAIN')
    return new EngineError(
      {
        ...(described ?? { code: 'network', retryable: true, action: 'retry' }),
        message: `The host name ${host} cannot be resolved. Check the network, VPN and proxy, then try again.`,
        detail,
      },
      thrown,
    );
  if (described) return new EngineError({ ...described, detail }, thrown);
  return new EngineError(
    {
      code: 'internal',
      message: `The update of ${host} failed unexpectedly. Try again. If it fails again, see the details in the log file.`,
      retryable: true,
      action: 'retry',
      detail,
    },
    thrown,
  );
}
