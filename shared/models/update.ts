import { z } from 'zod';
import { boundedText } from './bounds.ts';
import type { ErrorData } from './result.ts';

export const updateChannels = ['latest', 'beta'] as const;
export const updateChannelSchema = z.enum(updateChannels);
export type UpdateChannel = z.infer<typeof updateChannelSchema>;

/** Characters; Semantic Versioning sets no maximum. */
export const maxVersion = 64;

export const updateSettingsSchema = z.object({
  /** Whether the app checks by itself. `unanswered` after the question was shown once. */
  check: z.enum(['not-asked', 'unanswered', 'on', 'off']).default('not-asked'),
  /** Whether a found update is downloaded without a click. */
  download: z.boolean().default(false),
  channel: updateChannelSchema.default('latest'),
  /** The version whose notice the user dismissed. */
  dismissed: boundedText(maxVersion).optional(),
});
export type UpdateSettings = z.infer<typeof updateSettingsSchema>;

/** How an update is installed. */
export type InstallMethod = 'app-image' | 'nsis' | 'squirrel-mac';

/** Why this installation is only notified of updates. */
export type NotifyReason =
  /** A package of the system, such as deb or rpm. */
  | 'package-manager'
  /** An unpacked archive. */
  | 'archive'
  /** Started from the sources. */
  | 'source'
  /** The folder of the AppImage cannot be written. */
  | 'not-writable'
  /** macOS installs only updates of signed apps. */
  | 'not-signed'
  /** This build has no key that update files are verified with. */
  | 'no-key'
  | 'policy';

export type UpdateDelivery =
  | { readonly kind: 'install'; readonly method: InstallMethod }
  | { readonly kind: 'notify'; readonly reason: NotifyReason }
  /** No request is sent. */
  | { readonly kind: 'off'; readonly reason: 'policy' | 'policy-unreadable' };

/** A newer version. */
export interface AvailableUpdate {
  readonly version: string;
  /** Milliseconds since 1970. */
  readonly releasedAt?: number | undefined;
  /** Markdown. */
  readonly notes?: string | undefined;
  /** The page of the release, which opens in the browser. */
  readonly page: string;
}

export type UpdateState =
  | { readonly kind: 'idle' }
  | { readonly kind: 'checking' }
  /** No newer version is offered. */
  | { readonly kind: 'current' }
  | { readonly kind: 'available'; readonly update: AvailableUpdate }
  | {
      readonly kind: 'downloading';
      readonly update: AvailableUpdate;
      readonly bytes: number;
      readonly total: number;
      readonly bytesPerSecond: number;
    }
  | { readonly kind: 'ready'; readonly update: AvailableUpdate }
  /** The app quits to install. */
  | { readonly kind: 'installing'; readonly update: AvailableUpdate }
  | { readonly kind: 'check-failed'; readonly error: ErrorData }
  | { readonly kind: 'download-failed'; readonly update: AvailableUpdate; readonly error: ErrorData }
  | { readonly kind: 'install-failed'; readonly update: AvailableUpdate; readonly error: ErrorData };

export const policyKeys = ['updates', 'updateChecks', 'updateChannel', 'updateFeed'] as const;
export type PolicyKey = (typeof policyKeys)[number];

/** What an organization's policy decides about updates. */
export interface UpdateManagement {
  /** The file or registry key. */
  readonly source: string;
  readonly keys: readonly PolicyKey[];
  /** Keys that this version does not know. */
  readonly unknownKeys: readonly string[];
  /** Why the policy cannot be applied, as a sentence; updates are off then. */
  readonly problem?: string | undefined;
}

export interface UpdateStatus {
  /** The version of this app. */
  readonly version: string;
  readonly delivery: UpdateDelivery;
  /** Of the policy, or of the settings. */
  readonly channel: UpdateChannel;
  readonly checksAutomatically: boolean;
  /** Whether the user has to be asked about automatic checks. */
  readonly asks: boolean;
  /** The host that is asked for updates. */
  readonly feedHost: string;
  /** Absent without a policy. */
  readonly management?: UpdateManagement | undefined;
  readonly state: UpdateState;
  /** Milliseconds since 1970; absent before the first check since the start. */
  readonly checkedAt?: number | undefined;
}

/** The project's page, which has the releases. */
export const projectPage = 'https://github.com/ecr-image-replicator/ecr-image-replicator';

/** The page of a release. */
export const releasePage = (version: string): string =>
  `${projectPage}/releases/tag/v${encodeURIComponent(version)}`;
