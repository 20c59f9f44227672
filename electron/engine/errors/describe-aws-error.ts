import type { ErrorData } from '../../../shared/result.ts';
import type { AwsError } from './aws-error.ts';
import { isServerFault, isThrottling, readAwsError } from './aws-error.ts';
import { ecrErrors } from './describe-ecr-error.ts';
import { describeNetworkError } from './describe-network-error.ts';
import { permissionErrors } from './describe-permission-error.ts';
import { signatureErrors } from './describe-signature-error.ts';
import type { CallContext, Description, Descriptions } from './description.ts';
import { detailOf, requestName, serviceName } from './description.ts';
import { EngineError } from './engine-error.ts';

export type { CallContext } from './description.ts';

/** Sentences by AWS's error name; what is not here is told by its kind, or in AWS's own words. */
const descriptions: Descriptions = { ...signatureErrors, ...permissionErrors, ...ecrErrors };

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
  return {
    code: 'internal',
    message: `${context.host ?? context.service ?? 'ECR'} refused ${requestName(context)}: ${error.message || error.name}`,
    action: 'retry',
  };
}

/** Turns what the SDK threw into one sentence, its side, and the next step. */
export function describeAwsError(error: AwsError, context: CallContext): ErrorData {
  const described = descriptions[error.name]?.(context, error) ?? describeByKind(error, context);
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
