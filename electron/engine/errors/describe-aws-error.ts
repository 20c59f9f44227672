import type { ErrorData } from '../../../shared/models/result.ts';
import type { AwsError } from './aws-error.ts';
import { isServerFault, isUnreadable, isThrottling, readAwsError } from './aws-error.ts';
import { ecrErrors } from './describe-ecr-error.ts';
import { describeNetworkError } from './describe-network-error.ts';
import { permissionErrors } from './describe-permission-error.ts';
import { signatureErrors } from './describe-signature-error.ts';
import type { CallContext, Description, Descriptions } from './description.ts';
import { detailOf, requestName, serviceName } from './description.ts';
import { EngineError } from './engine-error.ts';

export type { CallContext } from './description.ts';

/** Sentences by AWS's error name; what is not here is told by its kind. Whoever answers may send any name. */
const descriptions: ReadonlyMap<string, Descriptions[string]> = new Map(
  Object.entries({ ...signatureErrors, ...permissionErrors, ...ecrErrors }),
);

/** What the SDK says before any call, where a region is missing or is none. */
const regionMissing = ({ message }: AwsError, { profile }: CallContext): Description | undefined =>
  /^Region (is missing|not accepted)/.test(message)
    ? {
        code: 'region-missing',
        message: `No region can be taken from profile ${profile}. Choose a region for this side.`,
        action: 'choose-region',
      }
    : undefined;

function describeByKind(error: AwsError, context: CallContext): Description {
  if (isThrottling(error)) {
    return {
      code: 'throttled',
      message: `AWS is limiting the calls of this account in ${context.region} (${requestName(context)}). Try again in a moment.`,
      retryable: true,
      action: 'retry',
    };
  }
  const onTheWay = regionMissing(error, context) ?? describeNetworkError(error, context);
  if (onTheWay) return onTheWay;
  if (isServerFault(error)) {
    return {
      code: 'service-unavailable',
      message: `${context.host ?? serviceName(context)} failed on its side (${requestName(context)}). Try again in a moment.`,
      retryable: true,
      action: 'retry',
    };
  }
  const service = context.host ?? serviceName(context);
  const request = requestName(context);
  if (error.isNotAws) {
    return {
      code: 'not-aws',
      message: `Something other than AWS answered ${request} in the place of ${service} (HTTP ${error.status}). Check the proxy, the VPN and the endpoint_url of profile ${context.profile}, then try again.`,
      action: 'retry',
    };
  }
  if (error.status !== undefined && error.status < 300 && isUnreadable(error)) {
    return {
      code: 'service-unavailable',
      message: `The answer of ${service} to ${request} cannot be read. Try again in a moment.`,
      retryable: true,
      action: 'retry',
    };
  }
  return {
    code: 'internal',
    message:
      error.status === undefined
        ? `${request} could not be sent to ${service}. The reason is under Details.`
        : `${service} refused ${request}, for a reason that this app does not know. The reason is under Details.`,
    action: 'retry',
  };
}

/** Turns what the SDK threw into one sentence, its side, and the next step. */
export function describeAwsError(error: AwsError, context: CallContext): ErrorData {
  const described = descriptions.get(error.name)?.(context, error) ?? describeByKind(error, context);
  return {
    retryable: error.clockSkewCorrected,
    ...described,
    ...(context.side === undefined ? {} : { side: context.side }),
    detail: detailOf(error, requestName(context)),
  };
}

/** Whatever a call threw as the engine's error; one that is described already only learns its side. */
export const describeCallError = (error: unknown, context: CallContext): EngineError =>
  error instanceof EngineError
    ? new EngineError({ ...error.data, side: error.data.side ?? context.side }, error)
    : new EngineError(describeAwsError(readAwsError(error), context), error);
