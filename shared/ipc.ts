import { z } from 'zod';
import type { ImageSummary, Platform } from './models/image.ts';
import { digestSchema } from './models/image.ts';
import type { ConnectionCheck, NetworkFacts, ShellEnvironment } from './models/network.ts';
import type { Plan } from './models/plan.ts';
import { replicationRequestSchema } from './models/plan.ts';
import type { PreflightReport } from './models/preflight.ts';
import type { ProfileListing } from './models/profile.ts';
import type { RegistryIdentity } from './models/registry.ts';
import { registrySelectionSchema } from './models/registry.ts';
import type { Repository } from './models/repository.ts';
import { repositoryNameSchema } from './models/repository.ts';
import type { Settings } from './models/settings.ts';
import { settingsChangeSchema } from './models/settings.ts';
import type { SignIn } from './models/sign-in.ts';
import { signInMethodSchema } from './models/sign-in.ts';
import type { Transfer, TransferUpdate } from './models/transfer.ts';

/** One request: the schema its input is parsed by, and the type of its answer. */
interface Call<Input extends z.ZodType, Output> {
  readonly input: Input;
  /** Carries the type only; never present at run time. */
  readonly output?: Output;
}

const call =
  <Output>() =>
  <Input extends z.ZodType>(input: Input): Call<Input, Output> => ({ input });

const nothing = z.undefined();
const profileName = z.string().min(1).max(512);
const bySignInId = z.object({ id: z.uuid() });
const byTransferId = z.object({ transferId: z.uuid() });
/** What the person typed, where the destination's account is protected. */
const confirmation = z.string().max(100).optional();
const repositorySelection = registrySelectionSchema.extend({ repositoryName: repositoryNameSchema });

/** Everything the renderer can ask of the main process: one line per call. */
export const requests = {
  'profiles.list': call<ProfileListing>()(nothing),
  'demo.start': call<ProfileListing>()(nothing),
  'demo.stop': call<ProfileListing>()(nothing),
  /** Gives the profile of a chain that asked for it an MFA code; rejects with `mfa-rejected` when AWS does not take it. */
  'mfa.answer': call<null>()(
    z.object({ profile: profileName, code: z.string().regex(/^\d{6}$/, 'An MFA code is 6 digits.') }),
  ),
  /** Those under way, and the last one of each session. */
  'signIns.list': call<readonly SignIn[]>()(nothing),
  /** Starts the sign-in that the profile's chain needs; one under way for the same session is ended. */
  'signIns.start': call<SignIn>()(z.object({ profile: profileName, method: signInMethodSchema })),
  'signIns.cancel': call<null>()(bySignInId),
  /** Opens the page of a sign-in under way in the browser once more. */
  'signIns.openPage': call<null>()(bySignInId),
  /** Ends the session behind the profile, for every profile of it and for the AWS CLI. */
  'signIns.signOut': call<null>()(z.object({ profile: profileName })),
  'registries.identify': call<RegistryIdentity>()(registrySelectionSchema),
  'repositories.list': call<readonly Repository[]>()(registrySelectionSchema),
  'images.list': call<readonly ImageSummary[]>()(repositorySelection),
  'images.platforms': call<Readonly<Record<string, readonly Platform[]>>>()(
    repositorySelection.extend({ digests: z.array(digestSchema).min(1).max(100) }),
  ),
  'plans.create': call<Plan>()(replicationRequestSchema),
  /** Tries what the plan needs on both sides, without writing anything that others see. */
  'preflight.run': call<PreflightReport>()(z.object({ planId: z.uuid() })),
  'transfers.list': call<readonly Transfer[]>()(nothing),
  'transfers.start': call<Transfer>()(z.object({ planId: z.uuid(), confirmation })),
  'transfers.pause': call<null>()(byTransferId),
  /** After a pause; while credentials are waited for, looks at once whether they are good. */
  'transfers.resume': call<null>()(byTransferId),
  'transfers.cancel': call<null>()(byTransferId),
  /** `confirmation` is asked for when none was given for this transfer since the app has started. */
  'transfers.retry': call<Transfer>()(byTransferId.extend({ confirmation })),
  'transfers.remove': call<null>()(byTransferId),
  /** Asks where to, and answers the path; null when nothing was chosen. */
  'transfers.saveReport': call<string | null>()(byTransferId),
  'network.read': call<NetworkFacts>()(nothing),
  /** Tries every host that these registries and their sign-in need. */
  'network.test': call<readonly ConnectionCheck[]>()(
    z.object({ registries: z.array(registrySelectionSchema).min(1).max(2) }),
  ),
  /** For the manual proxy; empty strings forget them. They are never given back. */
  'network.setProxyPassword': call<NetworkFacts>()(
    z.object({ userName: z.string().max(256), password: z.string().max(1024) }),
  ),
  'network.reloadShellEnvironment': call<ShellEnvironment>()(nothing),
  /** Asks for a PEM file and answers its path; null when nothing was chosen. */
  'network.chooseCertificateFile': call<string | null>()(nothing),
  /** Opens one of the two AWS files in the person's editor. */
  'profiles.openFile': call<null>()(z.object({ holds: z.enum(['config', 'credentials']) })),
  'settings.read': call<Settings>()(nothing),
  'settings.change': call<Settings>()(settingsChangeSchema),
  'clipboard.write': call<null>()(z.object({ text: z.string().min(1).max(100_000) })),
} as const;

export type RequestName = keyof typeof requests;
export type RequestInput<Name extends RequestName> = z.infer<(typeof requests)[Name]['input']>;
export type RequestOutput<Name extends RequestName> = Exclude<(typeof requests)[Name]['output'], undefined>;

/** What the native menu asks the renderer to do. */
export type MenuCommand = 'new-replication' | 'show-transfers' | 'show-settings' | 'refresh' | 'find';

/** Everything the main process tells the renderer unasked: at most ten times a second per transfer, state changes at once. */
export interface Events {
  /** The AWS files, the sign-ins or what is held of credentials have changed. */
  'profiles.changed': ProfileListing;
  'signIns.updated': SignIn;
  'transfers.updated': TransferUpdate;
  'menu.command': MenuCommand;
}

export const eventNames = [
  'profiles.changed',
  'signIns.updated',
  'transfers.updated',
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
