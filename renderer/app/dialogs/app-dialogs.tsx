import type { RegistrySelection } from '../../../shared/models/registry.ts';
import { assertNever } from '../../../shared/models/result.ts';
import type { AppDialog } from '../../components/app-dialogs.ts';
import { AboutDialog } from '../../features/about/about-dialog.tsx';
import { DiagnosticsDialog } from '../../features/diagnostics/diagnostics-dialog.tsx';
import { ProblemDialog } from '../../features/diagnostics/problem-dialog.tsx';
import { formatCount } from '../../../shared/format/counts.ts';
import { useActiveCount } from '../../features/transfers/api.ts';
import { UpdateDialog } from '../../features/updates/update-dialog.tsx';

export interface Props {
  readonly dialog: AppDialog;
  /** The registries whose connections the diagnostics can test. */
  readonly registries: readonly RegistrySelection[];
  readonly onOpen: (dialog: AppDialog) => void;
  readonly onClose: () => void;
}

/** The open dialog about the app itself. */
export function AppDialogs({ dialog, registries, onOpen, onClose }: Props) {
  switch (dialog) {
    case 'about':
      return <AboutDialog onCheckForUpdates={() => onOpen('updates')} onClose={onClose} />;
    case 'diagnostics':
      return <DiagnosticsDialog registries={registries} onClose={onClose} />;
    case 'problem':
      return <ProblemDialog onSaveDiagnostics={() => onOpen('diagnostics')} onClose={onClose} />;
    case 'updates':
      return <UpdatesDialog onClose={onClose} />;
    default:
      return assertNever(dialog);
  }
}

/** The dialog of updates, which does not quit the app while a transfer is unfinished. */
function UpdatesDialog({ onClose }: { readonly onClose: () => void }) {
  const unfinished = useActiveCount();
  const blocker =
    unfinished > 0
      ? `${formatCount(unfinished, 'transfer is', 'transfers are')} unfinished. You can install the update when all transfers are finished.`
      : undefined;
  return <UpdateDialog blocker={blocker} onClose={onClose} />;
}
