import type { ErrorData, FilePlace, Side } from '../../../shared/models/result.ts';
import type { AwsError } from './aws-error.ts';

/** What was being done when an error arose; the sentence names it. */
export interface CallContext {
  readonly side?: Side | undefined;
  /** Whose credentials were used. */
  readonly profile: string;
  /** Where that profile is written. */
  readonly place?: FilePlace | undefined;
  readonly region: string;
  readonly operation: string;
  /** What was sent where that is no operation of the API: method and path, such as `GET /v2/`. */
  readonly request?: string | undefined;
  /** The host that it was sent to, where it is known; else the service of the region is named. */
  readonly host?: string | undefined;
  readonly repositoryName?: string | undefined;
  /** Of the manifest that the call was about. */
  readonly digest?: string | undefined;
  /** Who was called; ECR when absent. */
  readonly service?: 'ECR' | 'STS' | 'IAM Identity Center' | 'AWS sign-in' | undefined;
}

/** The part of an error's data that is told by what happened, not by where. */
export type Description = Pick<ErrorData, 'code' | 'message' | 'action' | 'profile' | 'place' | 'denied'> & {
  readonly retryable?: boolean;
};

/** Sentences by AWS's error name. */
export type Descriptions = Readonly<Record<string, (context: CallContext, error: AwsError) => Description>>;

export const serviceName = ({ service = 'ECR', region }: Pick<CallContext, 'service' | 'region'>): string =>
  `${service} in ${region}`;

/** What was asked for, by the name under which it was sent. */
export const requestName = ({ request, operation }: Pick<CallContext, 'request' | 'operation'>): string =>
  request ?? operation;

/** The next step where a profile's own values are wrong: its file, where it has one. */
export const fixProfile = ({
  profile,
  place,
}: Pick<CallContext, 'profile' | 'place'>): Pick<Description, 'action' | 'profile' | 'place'> =>
  place ? { action: 'open-file', profile, place } : { action: 'choose-profile', profile };

/**
 * What AWS or the network said, word for word, with the request id. No colon stands after the operation: behind
 * `GetAuthorizationToken:` its name would be taken for a token and redacted.
 */
export const detailOf = ({ name, message, requestId }: AwsError, operation: string): string =>
  [operation, name, message, requestId === undefined ? undefined : `request ${requestId}`]
    .filter(Boolean)
    .join(' · ');
