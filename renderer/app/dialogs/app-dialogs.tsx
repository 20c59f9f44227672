import type { RegistrySelection } from '../../../shared/models/registry.ts';
import { assertNever } from '../../../shared/models/result.ts';
import type { AppDialog } from '../../components/app-dialogs.ts';
import { AboutDialog } from '../../features/about/about-dialog.tsx';
import { DiagnosticsDialog } from '../../features/diagnostics/diagnostics-dialog.tsx';
import { ProblemDialog } from '../../features/diagnostics/problem-dialog.tsx';
import { UpdatesDialog } from './updates-dialog.tsx';

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
