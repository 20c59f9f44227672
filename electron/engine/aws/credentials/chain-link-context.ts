import type { FilePlace } from '../../../../shared/models/result.ts';
import { fixProfile } from '../../errors/description.ts';
import { EngineError } from '../../errors/engine-error.ts';
import type { Network } from '../network/network.ts';
import { endpointOptions } from '../profiles/custom-endpoint.ts';
import type { ProfileCatalog, ProfileEntry } from '../profiles/profile-catalog.ts';
import type { ChainLink } from '../profiles/profile-chain.ts';
import type { Environment } from '../profiles/profile-files.ts';
import type { AwsCredentials } from '../profiles/aws-credentials.ts';
import type { StsContext } from './describe-sts-error.ts';
import { describeStsError } from './describe-sts-error.ts';
import type { SignedInCredentials } from './signed-in-credentials.ts';
import type { StsTarget } from './sts-calls.ts';

/** The credentials of a source profile. Every profile that uses the source shares them. */
export interface SourceCredentials {
  get(): Promise<AwsCredentials>;
  /** Discards credentials that AWS reports as expired. */
  invalidate(credentials: AwsCredentials): void;
}

/** The dependencies for resolving one link of a chain. */
export interface ChainLinkContext {
  readonly catalog: ProfileCatalog;
  readonly environment: Environment;
  readonly network: Network;
  readonly signedIn: SignedInCredentials;
  /** The region for a link whose profile names none. */
  readonly region: string;
  readonly findPlace: (entry: ProfileEntry) => FilePlace | undefined;
  readonly getSource: (profile: string) => SourceCredentials;
}

/** The region of the calls for a link: that of its profile, otherwise that of the context. */
export const getRegion = ({ entry }: ChainLink, { region }: ChainLinkContext): string =>
  entry.values.get('region') || region;

/** Runs a call to STS for a link. @throws EngineError that names the profile of the credentials that are refused. */
export async function callSts(
  link: ChainLink,
  context: ChainLinkContext,
  { signer, operation }: Pick<StsContext, 'signer' | 'operation'>,
  call: (target: StsTarget) => Promise<AwsCredentials>,
): Promise<AwsCredentials> {
  const { entry } = link;
  const region = getRegion(link, context);
  try {
    return await call({
      profile: entry.name,
      region,
      endpoint: endpointOptions('sts', entry, context.catalog),
      network: context.network,
    });
  } catch (error) {
    throw describeStsError(error, {
      link: entry.name,
      linkPlace: context.findPlace(entry),
      signer,
      region,
      operation,
    });
  }
}

/** The recovery action for wrong values of a profile: to open its file, or to choose another profile. */
export const fixEntry = (entry: ProfileEntry, context: ChainLinkContext) =>
  fixProfile({ profile: entry.name, place: context.findPlace(entry) });

/** An error for a profile that gives no credentials until its files are changed. */
export const profileUnusableError = (
  entry: ProfileEntry,
  context: ChainLinkContext,
  message: string,
  cause?: unknown,
): EngineError =>
  new EngineError(
    {
      code: 'profile-unusable',
      message,
      retryable: false,
      ...fixEntry(entry, context),
      ...(cause instanceof Error && { detail: cause.message }),
    },
    cause,
  );

/** An error for a link that gives credentials as soon as the user enters an MFA code. */
export const mfaCodeNeededError = ({ entry: { name } }: ChainLink, device: string): EngineError =>
  new EngineError({
    code: 'mfa-needed',
    message: `Profile ${name} needs a code from MFA device ${device}. Enter the code to continue.`,
    retryable: false,
    action: 'enter-code',
    profile: name,
  });
