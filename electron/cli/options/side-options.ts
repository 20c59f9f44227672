import { Option } from 'commander';
import { identityNames } from '../../../shared/models/profile.ts';
import type { Side } from '../../../shared/models/result.ts';
import { parseAccount, parseRegion } from './option-parsers.ts';

/** The three options that name a registry. */
export interface SourceSideOptions {
  /** What `AWS_PROFILE` or the environment's keys say when absent. */
  readonly sourceProfile?: string;
  readonly sourceRegion?: string;
  readonly sourceRegistry?: string;
}

export interface DestinationSideOptions {
  readonly destinationProfile?: string;
  readonly destinationRegion?: string;
  readonly destinationRegistry?: string;
}

/** Ends what a profile's option says. */
const withoutFile = `, or ${identityNames.join(', ')} (default: $AWS_PROFILE, or the keys in the environment)`;

export const sideOptions = (side: Side): readonly Option[] => [
  new Option(`--${side}-profile <profile>`, `AWS profile that acts at the ${side}${withoutFile}`),
  new Option(`--${side}-region <region>`, "region (default: the profile's own)").argParser(parseRegion),
  new Option(
    `--${side}-registry <account>`,
    "account that owns the registry (default: the profile's own)",
  ).argParser(parseAccount),
];

/** For a command that asks AWS about something other than a registry. */
export const profileOption = (): Option =>
  new Option('--profile <profile>', `AWS profile to ask as${withoutFile}`);

/** Where only one registry is asked, it need not be called a source. */
export const registryOptions = (): readonly Option[] => [
  new Option('--profile, --source-profile <profile>', `AWS profile to ask as${withoutFile}`),
  new Option('--region, --source-region <region>', "region (default: the profile's own)").argParser(
    parseRegion,
  ),
  new Option(
    '--registry, --source-registry <account>',
    "account that owns the registry (default: the profile's own)",
  ).argParser(parseAccount),
];
