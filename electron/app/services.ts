import type { EventName, Events } from '../../shared/ipc.ts';
import type { AccountProtection } from '../../shared/models/account.ts';
import type { ShellEnvironment } from '../../shared/models/network.ts';
import type { ProfileListing } from '../../shared/models/profile.ts';
import type { ResolvedReference } from '../../shared/models/resolved-reference.ts';
import type { Settings } from '../../shared/models/settings.ts';
import type { RetryPolicy } from '../engine/async/retry.ts';
import type { AwsAccess } from '../engine/aws/clients/aws-access.ts';
import type { PacingPolicy } from '../engine/aws/clients/pacing.ts';
import type { ChangeableNetwork } from '../engine/aws/network/create-network.ts';
import type { SignIns } from '../engine/aws/sign-in/sign-ins.ts';
import type { Backfills } from '../engine/ecr-replication/backfills.ts';
import type { Proposals } from '../engine/ecr-replication/proposals.ts';
import type { ImageLists } from '../engine/image-list/image-lists.ts';
import type { Batches } from '../engine/jobs/batch/batches.ts';
import type { Comparisons } from '../engine/jobs/compare/comparisons.ts';
import type { ImageSearches } from '../engine/jobs/search/image-searches.ts';
import type { Plans } from '../engine/plan/plan-store.ts';
import type { Records } from '../engine/storage/records.ts';
import type { Transfers } from '../engine/transfers/transfers.ts';
import type { AppHistory } from './demo/app-history.ts';
import type { DemoMode } from './demo/demo-mode.ts';
import type { Desktop } from './desktop/desktop.ts';
import type { OpenedReferences } from './desktop/opened-references.ts';
import type { TransferMonitor } from './desktop/transfer-monitor.ts';
import type { Log } from './logging/log.ts';
import type { RunningWork } from './quit/quit-guard.ts';
import type { LoginShell } from './shell-environment/login-shell.ts';
import type { AppStorage } from './storage/open-app-storage.ts';
import type { SettingsFile } from './storage/settings.ts';

export interface ServicePorts {
  readonly storage: AppStorage;
  /** The version of the app, for its requests. */
  readonly version?: string;
  /** The folder of the app's data. */
  readonly folder: string;
  readonly loginShell: LoginShell;
  readonly desktop: Pick<Desktop, 'openSignInPage' | 'resolveProxy'>;
  readonly transferMonitor: Pick<TransferMonitor, 'onFinished' | 'onListChanged' | 'onUpdated'>;
  readonly sendEvent: <Name extends EventName>(name: Name, payload: Events[Name]) => void;
  /** Called with the settings that are in use from now on. */
  readonly onSettingsChanged: (settings: Settings) => void;
  /** True when the app was started with `--demo`. */
  readonly startDemo: boolean;
  /** How every call is retried. When left out, calls and transfers each use their own policy. */
  readonly retryPolicy?: RetryPolicy | undefined;
  /** The rate of ECR calls. Defaults to the published quotas. */
  readonly pacingPolicy?: PacingPolicy | undefined;
  readonly log: Log;
}

/** The engine's services and the app's own, as the request handlers, the menu and the quit guard use them. */
export interface Services extends Pick<AppStorage, 'files' | 'proxyPassword'> {
  readonly environment: Record<string, string | undefined>;
  readonly loginShell: LoginShell;
  readonly network: ChangeableNetwork;
  readonly access: AwsAccess;
  readonly signIns: SignIns;
  readonly plans: Plans;
  readonly transfers: Transfers;
  readonly batches: Batches;
  readonly comparisons: Comparisons;
  readonly searches: ImageSearches;
  /** The images of the repositories that the window shows. */
  readonly imageLists: ImageLists;
  /** Proposals to set up ECR's own replication. */
  readonly proposals: Proposals;
  readonly backfills: Backfills;
  readonly records: Records;
  /** The finished transfers, with those of the demo. */
  readonly history: AppHistory;
  readonly demo: DemoMode;
  readonly settings: Pick<SettingsFile, 'read' | 'change'>;
  readonly protection: () => AccountProtection;
  readonly retryPolicy: RetryPolicy | undefined;
  /** The profiles of the AWS files, or of the demo when that is requested. */
  readonly listProfiles: () => Promise<ProfileListing>;
  /** Reads a pasted or dropped text as the name of a registry, a repository or an image. */
  readonly resolveReference: (text: string) => Promise<ResolvedReference>;
  /** What the user opened from the clipboard or by a link. */
  readonly openedReferences: OpenedReferences;
  /** @throws EngineError `invalid-input` while the demo is on. */
  readonly reloadShellEnvironment: () => Promise<ShellEnvironment>;
  readonly runningWork: Omit<RunningWork, 'active'>;
  /** Checks for changes that were made in other programs. */
  readonly onWindowFocus: () => void;
  /** Call before the computer sleeps. */
  readonly onSuspend: () => void;
  /** Call when the computer resumes: connections may be dead, and the network may be another one. */
  readonly onResume: () => void;
  readonly close: () => Promise<void>;
}
