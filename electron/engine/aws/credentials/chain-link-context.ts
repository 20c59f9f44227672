import type { FilePlace } from '../../../../shared/result.ts';
import { fixProfile } from '../../errors/description.ts';
import { EngineError } from '../../errors/engine-error.ts';
import type { Network } from '../network/network.ts';
import { endpointOptions } from '../profiles/custom-endpoint.ts';
import type { ProfileCatalog, ProfileEntry } from '../profiles/profile-catalog.ts';
import type { ChainLink } from '../profiles/profile-chain.ts';
import type { Environment } from '../profiles/profile-files.ts';
import type { AwsCredentials } from './aws-credentials.ts';
import type { StsContext } from './describe-sts-error.ts';
import { describeStsError } from './describe-sts-error.ts';
import type { SignedInCredentials } from './signed-in-credentials.ts';
import type { StsPlace } from './sts-calls.ts';

/** The credentials of a hop's source, held by all that need them. */
export interface SourceCredentials {
  get(): Promise<AwsCredentials>;
  /** Forgets these: AWS says that they have expired. */
  invalidate(credentials: AwsCredentials): void;
}

/** What it takes to resolve one hop of a chain. */
export interface ChainLinkContext {
  readonly catalog: ProfileCatalog;
  readonly environment: Environment;
  readonly network: Network;
  readonly signedIn: SignedInCredentials;
  /** For a hop that names none itself. */
  readonly region: string;
  readonly findPlace: (entry: ProfileEntry) => FilePlace | undefined;
  readonly sourceOf: (profile: string) => SourceCredentials;
}

export const regionOf = ({ entry }: ChainLink, { region }: ChainLinkContext): string =>
  entry.values.get('region') || region;

export const stsPlace = (link: ChainLink, context: ChainLinkContext): StsPlace => ({
  profile: link.entry.name,
  region: regionOf(link, context),
  endpoint: endpointOptions('sts', link.entry, context.catalog),
  network: context.network,
});

/** What a call to STS gave. @throws EngineError that says whose credentials it concerns. */
export async function callSts(
  link: ChainLink,
  context: ChainLinkContext,
  { signer, operation }: Pick<StsContext, 'signer' | 'operation'>,
  call: (place: StsPlace) => Promise<AwsCredentials>,
): Promise<AwsCredentials> {
  const place = stsPlace(link, context);
  try {
    return await call(place);
  } catch (error) {
    const { region, profile } = place;
    throw describeStsError(error, {
      link: profile,
      linkPlace: context.findPlace(link.entry),
      signer,
      region,
      operation,
    });
  }
}

export const fixEntry = (entry: ProfileEntry, context: ChainLinkContext) =>
  fixProfile({ profile: entry.name, place: context.findPlace(entry) });

/** A profile that gives no credentials until it, or what it names, is another. */
export const unusable = (
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

/** All that is missing is a code. */
export const mfaCodeNeeded = ({ entry: { name } }: ChainLink, device: string): EngineError =>
  new EngineError({
    code: 'mfa-needed',
    message: `Profile ${name} asks for a code of the MFA device ${device}. Enter it to go on.`,
    retryable: false,
    action: 'enter-code',
    profile: name,
  });
