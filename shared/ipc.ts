import { z } from 'zod';
import { boundedText, count, milliseconds } from './models/bounds.ts';
import type { Batch, BatchUpdate } from './models/batch.ts';
import { batchRequestSchema } from './models/batch.ts';
import type { Comparison, ComparisonUpdate } from './models/comparison.ts';
import { comparisonRequestSchema } from './models/comparison.ts';
import type { FileProblem } from './models/file-problem.ts';
import { appFileSchema } from './models/file-problem.ts';
import type { ExportedHistory, HistoryEntry, HistoryPage } from './models/history.ts';
import { historyLimitSchema, historyQuerySchema } from './models/history.ts';
import type { ImageDetails } from './models/image-details.ts';
import type { ImageSummary, Platform } from './models/image.ts';
import { digestSchema, tagSchema } from './models/image.ts';
import type { ConnectionCheck, NetworkFacts, ShellEnvironment } from './models/network.ts';
import type { Plan } from './models/plan.ts';
import { replicationRequestSchema } from './models/plan.ts';
import type { PreflightReport } from './models/preflight.ts';
import type { ProfileListing } from './models/profile.ts';
import type { RegistryIdentity } from './models/registry.ts';
import { profileNameSchema, registrySelectionSchema } from './models/registry.ts';
import type { Repository } from './models/repository.ts';
import { repositoryNameSchema } from './models/repository.ts';
import type { Settings } from './models/settings.ts';
import { settingsChangeSchema } from './models/settings.ts';
import type { ResolvedReference } from './models/resolved-reference.ts';
import type { Throughput } from './models/throughput.ts';
import type { TransferLog } from './models/transfer-log.ts';
import type { SignIn } from './models/sign-in.ts';
import type { StorageProblem } from './models/storage.ts';
import { signInMethodSchema } from './models/sign-in.ts';
import type { Transfer, TransferUpdate } from './models/transfer.ts';

/** One request: the schema its input is parsed by, and the type of its answer. */
interface Call<Input extends z.ZodType, Output> {
  readonly input: Input;
  /** Names of properties of the answer whose text has to arrive as it is; all other text arrives printable. */
  readonly exact: readonly string[];
  /** Carries the type only; never present at run time. */
  readonly output?: Output;
}

const call =
  <Output>() =>
  <Input extends z.ZodType>(input: Input, exact: readonly string[] = []): Call<Input, Output> => ({
    input,
    exact,
  });

const nothing = z.undefined();
const bySignInId = z.object({ id: z.uuid() });
const exportFormat = z.enum(['csv', 'json']);
const byBatchId = z.object({ batchId: z.uuid() });
const byComparisonId = z.object({ comparisonId: z.uuid() });
const byAppFile = z.object({ file: appFileSchema });
const byTransferId = z.object({ transferId: z.uuid() });
/** What the person typed, where the destination's account is protected. */
const confirmation = boundedText(100).optional();
/** More than the longest manifest that ECR stores (4 MiB) is not copied to the clipboard. */
const maxCopied = 5_000_000;
const repositorySelection = registrySelectionSchema.extend({ repositoryName: repositoryNameSchema });

/** Everything the renderer can ask of the main process: one line per call. */
export const requests = {
  'profiles.list': call<ProfileListing>()(nothing),
  'demo.start': call<ProfileListing>()(nothing),
  'demo.stop': call<ProfileListing>()(nothing),
  /** Gives the profile of a chain that asked for it an MFA code; rejects with `mfa-rejected` when AWS does not take it. */
  'mfa.answer': call<null>()(
    z.object({
      profile: profileNameSchema,
      code: boundedText(6, 'An MFA code is 6 digits.').regex(/^\d{6}$/, 'An MFA code is 6 digits.'),
    }),
  ),
  /** Those under way, and the last one of each session. */
  'signIns.list': call<readonly SignIn[]>()(nothing),
  /** Starts the sign-in that the profile's chain needs; one under way for the same session is ended. */
  'signIns.start': call<SignIn>()(z.object({ profile: profileNameSchema, method: signInMethodSchema })),
  'signIns.cancel': call<null>()(bySignInId),
  /** Opens the page of a sign-in under way in the browser once more. */
  'signIns.openPage': call<null>()(bySignInId),
  /** Ends the session behind the profile, for every profile of it and for the AWS CLI. */
  'signIns.signOut': call<null>()(z.object({ profile: profileNameSchema })),
  'registries.identify': call<RegistryIdentity>()(registrySelectionSchema),
  'repositories.list': call<readonly Repository[]>()(registrySelectionSchema),
  'images.list': call<readonly ImageSummary[]>()(repositorySelection),
  /** Images by tag or digest, for those who may not list them; what is not there is left out. Rejects with `image-unavailable` for an archived one. */
  'images.find': call<readonly ImageSummary[]>()(
    repositorySelection.extend({
      references: z
        .array(z.union([tagSchema, digestSchema]))
        .min(1)
        .max(100),
    }),
  ),
  'images.platforms': call<Readonly<Record<string, readonly Platform[]>>>()(
    repositorySelection.extend({ digests: z.array(digestSchema).min(1).max(100) }),
  ),
  /** Everything about one image; what the profile may not see is told as such, and the rest stands. */
  'images.details': call<ImageDetails>()(
    repositorySelection.extend({ digest: digestSchema }),
    // Documents are copied byte for byte; the window escapes what it shows of them.
    ['text'],
  ),
  'plans.create': call<Plan>()(replicationRequestSchema),
  /**
   * Makes ECR begin to restore what is archived at the source of a plan. Rejects where the source's account is protected.
   */
  'plans.restoreArchived': call<null>()(z.object({ planId: z.uuid() })),
  /** A plan that is held: of a batch until that is started or removed. Rejects with `plan-outdated` when it is not. */
  'plans.read': call<Plan>()(z.object({ planId: z.uuid() })),
  /** Begins to plan many replications, one after another, and answers at once; `batches.updated` tells how far it is. */
  'batches.create': call<Batch>()(batchRequestSchema),
  /** Those that are held, the newest first. */
  'batches.list': call<readonly Batch[]>()(nothing),
  /** Puts every plan without blockers that was made into the queue; rejects while the batch is being planned or has blockers of its own. */
  'batches.start': call<readonly Transfer[]>()(byBatchId.extend({ confirmation })),
  /** Stops its planning. What was planned stays. */
  'batches.cancel': call<null>()(byBatchId),
  /** Forgets it with its plans. */
  'batches.remove': call<null>()(byBatchId),
  /** Begins to compare and answers at once; `comparisons.updated` tells how far it is. The last few are held. */
  'comparisons.create': call<Comparison>()(comparisonRequestSchema),
  'comparisons.read': call<Comparison>()(byComparisonId),
  'comparisons.cancel': call<null>()(byComparisonId),
  /** Asks where to, and answers the path; null when nothing was chosen. */
  'comparisons.export': call<string | null>()(byComparisonId.extend({ format: exportFormat })),
  /** Tries what the plan needs on both sides, without writing anything that others see. */
  'preflight.run': call<PreflightReport>()(z.object({ planId: z.uuid() })),
  'transfers.list': call<readonly Transfer[]>()(nothing),
  /** `confirmation`: what the person typed, where the destination's account is protected. */
  'transfers.start': call<Transfer>()(z.object({ planId: z.uuid(), confirmation })),
  /** The ids of those that wait, in the order in which their turn comes. */
  'transfers.queue': call<readonly string[]>()(nothing),
  /** Puts a waiting one before another waiting one, or at the end; answers the new order. */
  'transfers.move': call<readonly string[]>()(byTransferId.extend({ before: z.uuid().nullable() })),
  'transfers.pause': call<null>()(byTransferId),
  /** After a pause; while credentials are waited for, looks at once whether they are good. */
  'transfers.resume': call<null>()(byTransferId),
  'transfers.cancel': call<null>()(byTransferId),
  /** `confirmation` is asked for when none was given for this transfer since the app has started. */
  'transfers.retry': call<Transfer>()(byTransferId.extend({ confirmation })),
  /** Plans and starts a new transfer of those images alone that did not get there. */
  'transfers.retryFailed': call<Transfer>()(byTransferId.extend({ confirmation })),
  /** Plans and starts all again that the end of the app interrupted, in their old order; answers those that it could. */
  'transfers.resumeInterrupted': call<readonly Transfer[]>()(nothing),
  'transfers.remove': call<null>()(byTransferId),
  /** What happened, in plain words: the lines after the one with this number, or all that are held. */
  'transfers.log': call<TransferLog>()(byTransferId.extend({ after: count.int().optional() })),
  /** Of one transfer, or of all together. */
  'transfers.throughput': call<Throughput>()(z.object({ transferId: z.uuid().optional() })),
  /** Asks where to, and answers the path; null when nothing was chosen. */
  'transfers.saveReport': call<string | null>()(byTransferId),
  'history.search': call<HistoryPage>()(
    historyQuerySchema.extend({
      offset: count.int(),
      limit: z.number().int().min(1).max(200),
    }),
  ),
  /** Its `request` is what repeating it asks for. Rejects with `invalid-input` when it is no longer there. */
  'history.read': call<HistoryEntry>()(z.object({ id: z.uuid() })),
  /** Of everything that fits the query; asks where to, and answers the path; null when nothing was chosen. */
  'history.export': call<string | null>()(historyQuerySchema.extend({ format: exportFormat })),
  'history.clear': call<null>()(nothing),
  /**
   * Asks for a file, writes every entry that finished before this time into it, then deletes exactly those entries. Null
   * when no file was chosen; nothing is deleted then, nor when the file cannot be written.
   */
  'history.exportAndDelete': call<ExportedHistory | null>()(
    z.object({ before: milliseconds, format: exportFormat }),
  ),
  /** How many entries a limit deletes. */
  'history.countExcess': call<number>()(z.object({ limit: historyLimitSchema })),
  /** Reads a pasted or dropped text as the name of a registry, a repository or an image. */
  'references.resolve': call<ResolvedReference>()(z.object({ text: boundedText(4_096) })),
  'network.read': call<NetworkFacts>()(nothing),
  /** Tries every host that these registries and their sign-in need. */
  'network.test': call<readonly ConnectionCheck[]>()(
    z.object({ registries: z.array(registrySelectionSchema).min(1).max(2) }),
  ),
  /** For the manual proxy; empty strings forget them. They are never given back. */
  'network.setProxyPassword': call<NetworkFacts>()(
    z.object({ userName: boundedText(256), password: boundedText(1_024) }),
  ),
  'network.reloadShellEnvironment': call<ShellEnvironment>()(nothing),
  /** Asks for a PEM file and answers its path; null when nothing was chosen. */
  'network.chooseCertificateFile': call<string | null>()(nothing),
  /** Opens one of the two AWS files in the person's editor. */
  'profiles.openFile': call<null>()(z.object({ fileKind: z.enum(['config', 'credentials']) })),
  'settings.read': call<Settings>()(nothing),
  /** Rejects with `not-stored` when the change is in use and could not be stored. */
  'settings.change': call<Settings>()(settingsChangeSchema),
  /** What is wrong with the app's own files; `files.changed` is sent when that changes. */
  'files.problems': call<readonly FileProblem[]>()(nothing),
  /** Reads unreadable files again, and writes what is not stored yet; answers what is still wrong. */
  'files.retry': call<readonly FileProblem[]>()(nothing),
  /** Renames an unreadable file and starts a new one. Rejects with `not-stored` when it cannot be renamed. */
  'files.startWithDefaults': call<readonly FileProblem[]>()(byAppFile),
  /** What is not stored as it should be at this time. */
  'storage.problems': call<readonly StorageProblem[]>()(nothing),
  /** Tries at once to store what waits; answers what is not stored afterwards. */
  'storage.retry': call<readonly StorageProblem[]>()(nothing),
  'clipboard.write': call<null>()(z.object({ text: boundedText(maxCopied).min(1) })),
} as const;

export type RequestName = keyof typeof requests;
export type RequestInput<Name extends RequestName> = z.infer<(typeof requests)[Name]['input']>;
export type RequestOutput<Name extends RequestName> = Exclude<(typeof requests)[Name]['output'], undefined>;

/** What the native menu asks the renderer to do. */
export type MenuCommand =
  | 'new-replication'
  | 'command-palette'
  | 'compare'
  | 'find'
  | 'refresh'
  | 'show-history'
  | 'show-settings'
  | 'show-transfers'
  | 'swap-sides';

/** Everything the main process tells the renderer unasked: at most ten times a second per transfer, state changes at once. */
export interface Events {
  /** The AWS files, the sign-ins or what is held of credentials have changed. */
  'profiles.changed': ProfileListing;
  'signIns.updated': SignIn;
  'transfers.updated': TransferUpdate;
  /** Transfers came or went, or wait in another order: `transfers.list` and `transfers.queue` are to be asked anew. */
  'transfers.changed': null;
  'batches.updated': BatchUpdate;
  'comparisons.updated': ComparisonUpdate;
  'history.changed': null;
  'files.changed': readonly FileProblem[];
  /** The settings were read again. */
  'settings.changed': Settings;
  'storage.problemsChanged': readonly StorageProblem[];
  /** Somebody chose to open what is on the clipboard. */
  'references.opened': ResolvedReference;
  'menu.command': MenuCommand;
}

export const eventNames = [
  'profiles.changed',
  'signIns.updated',
  'transfers.updated',
  'transfers.changed',
  'batches.updated',
  'comparisons.updated',
  'history.changed',
  'files.changed',
  'settings.changed',
  'storage.problemsChanged',
  'references.opened',
  'menu.command',
] as const satisfies readonly (keyof Events)[];
export type EventName = keyof Events;

/** What the preload script puts on `window.api`. */
export interface Api {
  /** Resolves to a `Result` of the call's output. */
  invoke(name: string, input: unknown): Promise<unknown>;
  /** Calls the listener for every event of that name until the returned function is called. */
  on(name: string, listener: (payload: unknown) => void): () => void;
}
