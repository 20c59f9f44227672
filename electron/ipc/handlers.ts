import type { RequestHandlers } from '../../shared/ipc.ts';
import type { Desktop } from '../app/desktop/desktop.ts';
import type { DiagnosticsPorts } from '../app/diagnostics/section-sources.ts';
import type { Services } from '../app/services.ts';
import type { Updates } from '../app/updates/updates.ts';
import { createAboutHandlers } from './handlers/about.ts';
import { createAwsStackHandlers } from './handlers/aws-stack.ts';
import { createBatchHandlers } from './handlers/batches.ts';
import { createClipboardHandlers } from './handlers/clipboard.ts';
import { createComparisonHandlers } from './handlers/comparisons.ts';
import { createDemoHandlers } from './handlers/demo.ts';
import { createDiagnosticsHandlers } from './handlers/diagnostics.ts';
import { createFileHandlers } from './handlers/files.ts';
import { createHistoryHandlers } from './handlers/history.ts';
import { createImageHandlers } from './handlers/images.ts';
import { createMfaHandlers } from './handlers/mfa.ts';
import { createNetworkHandlers } from './handlers/network.ts';
import { createPlanHandlers } from './handlers/plans.ts';
import { createPreflightHandlers } from './handlers/preflight.ts';
import { createProfileHandlers } from './handlers/profiles.ts';
import { createReferenceHandlers } from './handlers/references.ts';
import { createRegistryHandlers } from './handlers/registries.ts';
import { createReplicationHandlers } from './handlers/replication.ts';
import { createRepositoryHandlers } from './handlers/repositories.ts';
import { createSearchHandlers } from './handlers/searches.ts';
import { createSettingsHandlers } from './handlers/settings.ts';
import { createSignInHandlers } from './handlers/sign-ins.ts';
import { createStorageHandlers } from './handlers/storage.ts';
import { createTransferHandlers } from './handlers/transfers.ts';
import { createUpdateHandlers } from './handlers/updates.ts';

/** Joins the handlers of every prefix of the contract; each file of `handlers/` is typed by its prefix. */
export function createHandlers(
  services: Services & { readonly updates: Updates },
  desktop: Desktop,
  diagnostics: DiagnosticsPorts,
): RequestHandlers {
  const ports = { ...services, ...desktop, ...diagnostics };
  return {
    ...createProfileHandlers(ports),
    ...createDemoHandlers(ports),
    ...createMfaHandlers(ports),
    ...createSignInHandlers(ports),
    ...createRegistryHandlers(ports),
    ...createRepositoryHandlers(ports),
    ...createImageHandlers(ports),
    ...createPlanHandlers(ports),
    ...createBatchHandlers(ports),
    ...createComparisonHandlers(ports),
    ...createSearchHandlers(ports),
    ...createPreflightHandlers(ports),
    ...createTransferHandlers(ports),
    ...createHistoryHandlers(ports),
    ...createReferenceHandlers(ports),
    ...createReplicationHandlers(ports),
    ...createAwsStackHandlers(ports),
    ...createNetworkHandlers(ports),
    ...createSettingsHandlers(ports),
    ...createFileHandlers(ports),
    ...createStorageHandlers(ports),
    ...createUpdateHandlers(ports),
    ...createClipboardHandlers(ports),
    ...createDiagnosticsHandlers(ports),
    ...createAboutHandlers(ports),
  };
}
