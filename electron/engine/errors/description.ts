import type { ErrorData, FilePlace, Side } from '../../../shared/models/result.ts';
import type { AwsError } from './aws-error.ts';

/** The operation in which an error occurred; error sentences name it. */
export interface ErrorContext {
  readonly side?: Side | undefined;
  /** The profile whose credentials were used. */
  readonly profile: string;
  /** The file and line that define the profile. */
  readonly place?: FilePlace | undefined;
  readonly region: string;
  readonly operation: string;
  /** Method and path of a request that is not an operation of the API, such as `GET /v2/`. */
  readonly request?: string | undefined;
  /** The host of the request; sentences name the service and region if it is absent. */
  readonly host?: string | undefined;
  readonly repositoryName?: string | undefined;
  /** The digest of the manifest in the request. */
  readonly digest?: string | undefined;
  /** The service of the request; ECR when absent. */
  readonly service?: 'ECR' | 'STS' | 'IAM Identity Center' | 'AWS sign-in' | 'Step Functions' | undefined;
}

/** The part of an error's data that does not depend on source or destination. */
export type Description = Pick<ErrorData, 'code' | 'message' | 'action' | 'profile' | 'place' | 'denied'> & {
  readonly retryable?: boolean;
};

/** Creates the description of an error, by AWS's error name. */
export type Descriptions = Readonly<Record<string, (context: ErrorContext, error: AwsError) => Description>>;

/** The name of a service in error sentences: `ECR in eu-central-1`. */
export const serviceName = ({ service = 'ECR', region }: Pick<ErrorContext, 'service' | 'region'>): string =>
  `${service} in ${region}`;

/** The name of a request for error sentences. */
export const requestName = ({ request, operation }: Pick<ErrorContext, 'request' | 'operation'>): string =>
  request ?? operation;

/** The next step for wrong values of a profile: open its file, or choose another profile if it is in no file. */
export const fixProfile = ({
  profile,
  place,
}: Pick<ErrorContext, 'profile' | 'place'>): Pick<Description, 'action' | 'profile' | 'place'> =>
  place ? { action: 'open-file', profile, place } : { action: 'choose-profile', profile };

/**
 * The original error text with the request id. No colon follows the operation: redaction takes a word after
 * `GetAuthorizationToken:` for a token.
 */
export const getDetail = ({ name, message, requestId }: AwsError, operation: string): string =>
  [operation, name, message, requestId === undefined ? undefined : `request ${requestId}`]
    .filter(Boolean)
    .join(' · ');
