import type { FilePlace } from '../../../../shared/result.ts';
import { mendProfile } from '../../errors/description.ts';
import { EngineError } from '../../errors/engine-error.ts';
import type { Network } from '../network/network.ts';
import { endpointOptions } from '../profiles/custom-endpoint.ts';
import type { ProfileCatalog, ProfileEntry } from '../profiles/profile-catalog.ts';
import type { Hop } from '../profiles/profile-chain.ts';
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
export interface HopContext {
  readonly catalog: ProfileCatalog;
  readonly environment: Environment;
  readonly network: Network;
  readonly signedIn: SignedInCredentials;
  /** For a hop that names none itself. */
  readonly region: string;
  readonly placeOf: (entry: ProfileEntry) => FilePlace | undefined;
  readonly sourceOf: (profile: string) => SourceCredentials;
}

export const regionOf = ({ entry }: Hop, { region }: HopContext): string =>
  entry.values.get('region') || region;

export const stsPlace = (hop: Hop, context: HopContext): StsPlace => ({
  profile: hop.entry.name,
  region: regionOf(hop, context),
  endpoint: endpointOptions('sts', hop.entry, context.catalog),
  network: context.network,
});

/** What a call to STS gave. @throws EngineError that says whose credentials it concerns. */
export async function askSts(
  hop: Hop,
  context: HopContext,
  { signer, operation }: Pick<StsContext, 'signer' | 'operation'>,
  call: (place: StsPlace) => Promise<AwsCredentials>,
): Promise<AwsCredentials> {
  const place = stsPlace(hop, context);
  try {
    return await call(place);
  } catch (error) {
    const { region, profile } = place;
    throw describeStsError(error, {
      hop: profile,
      hopPlace: context.placeOf(hop.entry),
      signer,
      region,
      operation,
    });
  }
}

export const mendEntry = (entry: ProfileEntry, context: HopContext) =>
  mendProfile({ profile: entry.name, place: context.placeOf(entry) });

/** A profile that gives no credentials until it, or what it names, is another. */
export const unusable = (
  entry: ProfileEntry,
  context: HopContext,
  message: string,
  cause?: unknown,
): EngineError =>
  new EngineError(
    {
      code: 'profile-unusable',
      message,
      retryable: false,
      ...mendEntry(entry, context),
      ...(cause instanceof Error && { detail: cause.message }),
    },
    cause,
  );

/** All that is missing is a code. */
export const wantsCode = ({ entry: { name } }: Hop, device: string): EngineError =>
  new EngineError({
    code: 'mfa-needed',
    message: `Profile ${name} asks for a code of the MFA device ${device}. Enter it to go on.`,
    retryable: false,
    action: 'enter-code',
    profile: name,
  });
