import type { ErrorData } from '../../../shared/models/result.ts';
import type { AwsError } from './aws-error.ts';
import {
  isServerFault,
  isThrottling,
  isUnreadable,
  oversizedResponseName,
  readAwsError,
  usesForeignProtocol,
} from './aws-error.ts';
import { ecrErrors } from './describe-ecr-error.ts';
import { executionErrors } from './describe-execution-error.ts';
import { describeNetworkError } from './describe-network-error.ts';
import { permissionErrors } from './describe-permission-error.ts';
import { replicationErrors } from './describe-replication-error.ts';
import { signatureErrors } from './describe-signature-error.ts';
import type { ErrorContext, Description, Descriptions } from './description.ts';
import { getDetail, requestName, serviceName } from './description.ts';
import { EngineError } from './engine-error.ts';

export type { ErrorContext } from './description.ts';

/** A body that exceeds the limit of `collectBody`; its status says nothing, because the response is not from AWS. */
const describeOversizedResponse = (context: ErrorContext): Description => {
  const service = context.host ?? serviceName(context);
  return {
    code: 'not-aws',
    message: `The response to ${requestName(context)} is not from ${service}: it is larger than any response of AWS. Check the proxy, the VPN and the endpoint_url of profile ${context.profile}, then try again.`,
    action: 'retry',
  };
};

/** Descriptions by AWS's error name. A map, not an object: a server can send any name, such as `constructor`. */
const descriptions: ReadonlyMap<string, Descriptions[string]> = new Map(
  Object.entries({
    ...signatureErrors,
    ...permissionErrors,
    ...ecrErrors,
    ...executionErrors,
    ...replicationErrors,
    [oversizedResponseName]: describeOversizedResponse,
  }),
);

/** The SDK throws these errors before any call if the region is missing or invalid. */
const describeMissingRegion = ({ message }: AwsError, { profile }: ErrorContext): Description | undefined =>
  /^Region (is missing|not accepted)/.test(message)
    ? {
        code: 'region-missing',
        message: `Profile ${profile} specifies no valid region. Choose a region.`,
        action: 'choose-region',
      }
    : undefined;

function describeByKind(error: AwsError, context: ErrorContext): Description {
  if (isThrottling(error)) {
    return {
      code: 'throttled',
      message: `AWS is throttling the requests of this account in ${context.region} (${requestName(context)}). Try again in a moment.`,
      retryable: true,
      action: 'retry',
    };
  }
  const description = describeMissingRegion(error, context) ?? describeNetworkError(error, context);
  if (description) return description;
  if (isServerFault(error)) {
    return {
      code: 'service-unavailable',
      message: `${context.host ?? serviceName(context)} reported an internal error (${requestName(context)}). Try again in a moment.`,
      retryable: true,
      action: 'retry',
    };
  }
  const service = context.host ?? serviceName(context);
  const request = requestName(context);
  if (usesForeignProtocol(error)) {
    return {
      code: 'not-aws',
      message: `The response to ${request} is not from ${service}: the server uses another protocol (${error.code}). Check the proxy, the VPN and the endpoint_url of profile ${context.profile}, then try again.`,
      action: 'retry',
    };
  }
  if (error.isNotAws) {
    return {
      code: 'not-aws',
      message: `The response to ${request} is not from ${service} (HTTP ${error.status}). Check the proxy, the VPN and the endpoint_url of profile ${context.profile}, then try again.`,
      action: 'retry',
    };
  }
  if (error.status !== undefined && error.status < 300 && isUnreadable(error)) {
    return {
      code: 'service-unavailable',
      message: `The response of ${service} to ${request} cannot be read. Try again in a moment.`,
      retryable: true,
      action: 'retry',
    };
  }
  return {
    code: 'internal',
    message:
      error.status === undefined
        ? `${request} cannot be sent to ${service}. See the reason under Details.`
        : `${service} rejected ${request} for an unknown reason. See the reason under Details.`,
    action: 'retry',
  };
}

/**
 * Describes an error of the SDK: the sentence for the user, whether it is temporary, source or destination, and the next
 * step. Tries the descriptions by error name first, then those by kind (throttling, network, server fault).
 */
export function describeAwsError(error: AwsError, context: ErrorContext): ErrorData {
  const described = descriptions.get(error.name)?.(context, error) ?? describeByKind(error, context);
  return {
    retryable: error.clockSkewCorrected,
    ...described,
    ...(context.side === undefined ? {} : { side: context.side }),
    detail: getDetail(error, requestName(context)),
  };
}

/** Converts anything that a call threw to an EngineError; adds the side to an error that is one already. */
export const describeCallError = (error: unknown, context: ErrorContext): EngineError =>
  error instanceof EngineError
    ? new EngineError({ ...error.data, side: error.data.side ?? context.side }, error)
    : new EngineError(describeAwsError(readAwsError(error), context), error);
