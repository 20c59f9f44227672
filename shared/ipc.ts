import { z } from 'zod';
import type { MenuCommand } from './commands.ts';
import { boundedText, count, maxTyped, milliseconds } from './models/bounds.ts';
import type { Batch, BatchUpdate } from './models/batch.ts';
import { batchRequestSchema } from './models/batch.ts';
import type { Comparison, ComparisonUpdate } from './models/comparison.ts';
import { comparisonRequestSchema } from './models/comparison.ts';
import type { FileProblem } from './models/file-problem.ts';
import { appFileSchema } from './models/file-problem.ts';
import type { ImageSearch, ImageSearchUpdate } from './models/image-search.ts';
import { imageSearchRequestSchema } from './models/image-search.ts';
import type { ExportedHistory, HistoryEntry, HistoryPage, PushSearch } from './models/history.ts';
import {
  historyKindSchema,
  historyLimitSchema,
  historyQuerySchema,
  historySortSchema,
} from './models/history.ts';
import type { ConnectionCheck, NetworkFacts, ShellEnvironment } from './models/network.ts';
import type { Plan } from './models/plan.ts';
import type { MeasuredSpeed } from './models/plan-estimate.ts';
import { uploadMethods } from './models/upload-method.ts';
import { replicationRequestSchema } from './models/plan.ts';
import type { PreflightReport } from './models/preflight.ts';
import type { ProfileListing } from './models/profile.ts';
import type { RegistryIdentity } from './models/registry.ts';
import {
  accountIdSchema,
  profileNameSchema,
  regionSchema,
  registrySelectionSchema,
} from './models/registry.ts';
import type { Backfill } from './models/replication-backfill.ts';
import type { Repository } from './models/repository.ts';
import type { Settings } from './models/settings.ts';
import { settingsChangeSchema } from './models/settings.ts';
import type { ResolvedReference } from './models/resolved-reference.ts';
import type { Throughput } from './models/throughput.ts';
import type { TransferLog } from './models/transfer-log.ts';
import type { SignIn } from './models/sign-in.ts';
import type { StorageProblem } from './models/storage.ts';
import { signInMethodSchema } from './models/sign-in.ts';
import type { Transfer, TransferUpdate } from './models/transfer.ts';
import type { UpdateStatus } from './models/update.ts';
import { awsStackRequests } from './requests/aws-stack.ts';
import { call } from './requests/call.ts';
import { diagnosticsRequests } from './requests/diagnostics.ts';
import { imageRequests } from './requests/images.ts';
import { confirmation } from './requests/inputs.ts';
import { replicationRequests } from './requests/replication.ts';
import { updateRequests } from './requests/updates.ts';

const nothing = z.undefined();
const bySignInId = z.object({ id: z.uuid() });
const exportFormat = z.enum(['csv', 'json']);
const byBatchId = z.object({ batchId: z.uuid() });
const byComparisonId = z.object({ comparisonId: z.uuid() });
const byAppFile = z.object({ file: appFileSchema });
const byTransferIds = z.object({ transferIds: z.array(z.uuid()).min(1).max(10_000) });
const linkEnd = z.object({ registryId: accountIdSchema, region: regionSchema });
const byTransferId = z.object({ transferId: z.uuid() });
/** Characters; the longest manifest that ECR stores has 4 MiB. */
const maxCopied = 5_000_000;

/** Every request of the renderer to the main process, with the schema of its input. */
export const requests = {
  'profiles.list': call<ProfileListing>()(nothing),
  'demo.start': call<ProfileListing>()(nothing),
  'demo.stop': call<ProfileListing>()(nothing),
  /** Sends the MFA code that a profile of a chain requires. Rejects with `mfa-rejected` when AWS rejects it. */
  'mfa.answer': call<null>()(
    z.object({
      profile: profileNameSchema,
      code: boundedText(6, 'An MFA code is 6 digits.').regex(/^\d{6}$/, 'An MFA code is 6 digits.'),
    }),
  ),
  /** The pending sign-ins, and the last one of each session. */
  'signIns.list': call<readonly SignIn[]>()(nothing),
  /** Starts the sign-in that the profile's chain needs; a pending one for the same session is canceled. */
  'signIns.start': call<SignIn>()(z.object({ profile: profileNameSchema, method: signInMethodSchema })),
  'signIns.cancel': call<null>()(bySignInId),
  /** Opens the page of a pending sign-in in the browser again. */
  'signIns.openPage': call<null>()(bySignInId),
  /** Ends the profile's session, also for the other profiles of the session and for the AWS CLI. */
  'signIns.signOut': call<null>()(z.object({ profile: profileNameSchema })),
  'registries.identify': call<RegistryIdentity>()(registrySelectionSchema),
  'repositories.list': call<readonly Repository[]>()(registrySelectionSchema),
  ...imageRequests,
  'plans.create': call<Plan>()(replicationRequestSchema),
  /** Starts restoring the archived source images of a plan. Rejects with `account-protected` for a protected source account. */
  'plans.restoreArchived': call<null>()(z.object({ planId: z.uuid() })),
  /** Reads a cached plan; plans of a batch are cached until it is started or removed. Rejects with `plan-outdated` otherwise. */
  'plans.read': call<Plan>()(z.object({ planId: z.uuid() })),
  /** Saves a cached plan as JSON: shows a save dialog and answers the path; null when the user canceled. */
  'plans.save': call<string | null>()(z.object({ planId: z.uuid() })),
  /** Starts planning many replications one after another, and answers at once; `batches.updated` reports the progress. */
  'batches.create': call<Batch>()(batchRequestSchema),
  /** The cached batches, the newest first. */
  'batches.list': call<readonly Batch[]>()(nothing),
  /** Adds every plan without blockers to the queue. Rejects while the batch is being planned or has blockers of its own. */
  'batches.start': call<readonly Transfer[]>()(byBatchId.extend({ confirmation })),
  /** Stops planning; existing plans are kept. */
  'batches.cancel': call<null>()(byBatchId),
  /** Removes the batch and its plans. */
  'batches.remove': call<null>()(byBatchId),
  /** Starts a comparison and answers at once; `comparisons.updated` reports the progress. The last few are cached. */
  'comparisons.create': call<Comparison>()(comparisonRequestSchema),
  'comparisons.read': call<Comparison>()(byComparisonId),
  'comparisons.cancel': call<null>()(byComparisonId),
  /** Shows a save dialog and answers the path; null when the user canceled. */
  'comparisons.export': call<string | null>()(byComparisonId.extend({ format: exportFormat })),
  /** Starts to find a tag or digest in all repositories of a registry, and answers at once; `searches.updated` reports the progress. */
  'searches.create': call<ImageSearch>()(imageSearchRequestSchema),
  'searches.cancel': call<null>()(z.object({ searchId: z.uuid() })),
  /** Checks the permissions that the plan needs on both sides, without a visible change. */
  'preflight.run': call<PreflightReport>()(z.object({ planId: z.uuid() })),
  'transfers.list': call<readonly Transfer[]>()(nothing),
  /** Rejects with `account-protected` without the confirmation of a protected destination account. */
  'transfers.start': call<Transfer>()(z.object({ planId: z.uuid(), confirmation })),
  /** The ids of the waiting transfers, in the order in which they start. */
  'transfers.queue': call<readonly string[]>()(nothing),
  /** Moves a waiting transfer before another waiting one, or to the end. Answers the new order. */
  'transfers.move': call<readonly string[]>()(byTransferId.extend({ before: z.uuid().nullable() })),
  'transfers.pause': call<null>()(byTransferId),
  /** Resumes a paused transfer. A transfer that waits for credentials checks them at once. */
  'transfers.resume': call<null>()(byTransferId),
  'transfers.cancel': call<null>()(byTransferId),
  /** The confirmation is needed when this transfer was not confirmed since the app started. */
  'transfers.retry': call<Transfer>()(byTransferId.extend({ confirmation })),
  /** Plans and starts a new transfer of the failed images. */
  'transfers.retryFailed': call<Transfer>()(byTransferId.extend({ confirmation })),
  /** Plans and starts the interrupted transfers in their old order. Answers the started ones. */
  'transfers.resumeInterrupted': call<readonly Transfer[]>()(nothing),
  /** Removes the finished ones of these transfers from the list. */
  'transfers.remove': call<null>()(byTransferIds),
  /** Lists removed transfers again; those that were removed long ago are ignored. */
  'transfers.restore': call<null>()(byTransferIds),
  /** The log lines after this number, or all lines in memory. */
  'transfers.log': call<TransferLog>()(byTransferId.extend({ after: count.int().optional() })),
  /** The throughput of one transfer, or of all. */
  'transfers.throughput': call<Throughput>()(z.object({ transferId: z.uuid().optional() })),
  /** Shows a save dialog and answers the path; null when the user canceled. */
  'transfers.saveReport': call<string | null>()(byTransferId),
  'history.search': call<HistoryPage>()(
    historyQuerySchema.extend({
      offset: count.int(),
      limit: z.number().int().min(1).max(200),
      sort: historySortSchema.optional(),
    }),
  ),
  /** Its `request` repeats the replication. Rejects with `invalid-input` when the entry no longer exists. */
  'history.read': call<HistoryEntry>()(z.object({ id: z.uuid() })),
  /** Exports every matching entry: shows a save dialog and answers the path; null when the user canceled. */
  'history.export': call<string | null>()(historyQuerySchema.extend({ format: exportFormat })),
  /** The transfers that pushed a digest, or to a URI, the latest first; none for any other text. */
  'history.findPushes': call<PushSearch>()(z.object({ text: boundedText(maxTyped) })),
  /** The speed that the latest transfers of a link reached; null when none is in the history. */
  'history.measureLink': call<MeasuredSpeed | null>()(
    z.object({ source: linkEnd, destination: linkEnd, uploadMethod: z.enum(uploadMethods) }),
  ),
  'history.clear': call<null>()(z.object({ kind: historyKindSchema })),
  /**
   * Shows a save dialog, writes every entry that finished before this time, then deletes exactly those entries. Answers null
   * when the user canceled. Nothing is deleted then, nor when the file cannot be written.
   */
  'history.exportAndDelete': call<ExportedHistory | null>()(
    z.object({ before: milliseconds, format: exportFormat }),
  ),
  /** The number of entries that a limit deletes. */
  'history.countExcess': call<number>()(z.object({ limit: historyLimitSchema })),
  ...replicationRequests,
  ...awsStackRequests,
  /** Reads a pasted or dropped text as the name of a registry, a repository or an image. */
  'references.resolve': call<ResolvedReference>()(z.object({ text: boundedText(4_096) })),
  /** What the user opened from the clipboard or by a link of the app, once; null when there is nothing. */
  'references.takeOpened': call<ResolvedReference | null>()(nothing),
  'network.read': call<NetworkFacts>()(nothing),
  /** Connects to every host that these registries and their sign-in need. */
  'network.test': call<readonly ConnectionCheck[]>()(
    z.object({ registries: z.array(registrySelectionSchema).min(1).max(2) }),
  ),
  /** For the manual proxy; empty strings remove both. They are never sent to the renderer. */
  'network.setProxyPassword': call<NetworkFacts>()(
    z.object({ userName: boundedText(256), password: boundedText(1_024) }),
  ),
  'network.reloadShellEnvironment': call<ShellEnvironment>()(nothing),
  /** Shows a dialog for a PEM file and answers its path; null when the user canceled. */
  'network.chooseCertificateFile': call<string | null>()(nothing),
  /** Opens one of the two AWS files in the user's editor. */
  'profiles.openFile': call<null>()(z.object({ fileKind: z.enum(['config', 'credentials']) })),
  'settings.read': call<Settings>()(nothing),
  /** Rejects with `not-stored` when the change is in use but cannot be stored. */
  'settings.change': call<Settings>()(settingsChangeSchema),
  /** The problems of the app's files; `files.changed` is sent when they change. */
  'files.problems': call<readonly FileProblem[]>()(nothing),
  /** Reads unreadable files again, and writes changes that are not stored. Answers the remaining problems. */
  'files.retry': call<readonly FileProblem[]>()(nothing),
  /** Renames an unreadable file and creates a new one. Rejects with `not-stored` when it cannot be renamed. */
  'files.startWithDefaults': call<readonly FileProblem[]>()(byAppFile),
  /** The current problems of the record database. */
  'storage.problems': call<readonly StorageProblem[]>()(nothing),
  /** Tries at once to store waiting records. Answers the remaining problems. */
  'storage.retry': call<readonly StorageProblem[]>()(nothing),
  ...diagnosticsRequests,
  ...updateRequests,
  'clipboard.write': call<null>()(z.object({ text: boundedText(maxCopied).min(1) })),
} as const;

export type RequestName = keyof typeof requests;
export type RequestInput<Name extends RequestName> = z.infer<(typeof requests)[Name]['input']>;
export type RequestOutput<Name extends RequestName> = Exclude<(typeof requests)[Name]['output'], undefined>;

/** One function for each request; it may reject with any error. */
export type RequestHandlers = {
  readonly [Name in RequestName]: (input: RequestInput<Name>) => Promise<RequestOutput<Name>>;
};

type PrefixOf<Name extends string> = Name extends `${infer Prefix}.${string}` ? Prefix : never;
export type RequestPrefix = PrefixOf<RequestName>;

/** The handlers of one prefix: `HandlersOf<'transfers'>` has every request `transfers.…` and no other. */
export type HandlersOf<Prefix extends RequestPrefix> = Pick<
  RequestHandlers,
  Extract<RequestName, `${Prefix}.${string}`>
>;

/**
 * The two IPC channels. Names of requests and events are arguments and not channels, so that the renderer reaches nothing
 * else. They are types, because the preload script must not bundle this module.
 */
export type RequestChannel = 'request';
export type EventChannel = 'event';

/** The events of the main process. Those of a transfer are sent at most ten times a second; a changed state waits only for that. */
export interface Events {
  /** The AWS files, the sign-ins or the cached credentials changed. */
  'profiles.changed': ProfileListing;
  'signIns.updated': SignIn;
  'transfers.updated': TransferUpdate;
  /** The list of transfers or the order of the queue changed: request `transfers.list` and `transfers.queue` again. */
  'transfers.changed': null;
  'batches.updated': BatchUpdate;
  'comparisons.updated': ComparisonUpdate;
  'searches.updated': ImageSearchUpdate;
  'replication.backfillUpdated': Backfill;
  'history.changed': null;
  'files.changed': readonly FileProblem[];
  /** The settings were read again. */
  'settings.changed': Settings;
  'storage.problemsChanged': readonly StorageProblem[];
  /** The user opened the text on the clipboard or a link of the app: request `references.takeOpened`. */
  'references.opened': null;
  'updates.changed': UpdateStatus;
  'menu.command': MenuCommand;
}

export type EventName = keyof Events;

/** The API that the preload script exposes as `window.api`. */
export interface Api {
  /** Resolves to a `Result` of the call's output. */
  invoke(name: string, input: unknown): Promise<unknown>;
  /** Calls the listener for every event with this name until the returned function is called. */
  on(name: string, listener: (payload: unknown) => void): () => void;
}
