import SpaceBetween from '@cloudscape-design/components/space-between';
import type { AppFile } from '../../../shared/models/file-problem.ts';
import type { ErrorData } from '../../../shared/models/result.ts';
import { ErrorLine } from '../../components/error-line.tsx';
import { defaultsConsequence } from '../../../shared/text/file-problem.ts';
import { ConfirmDialog } from '../../components/confirm-dialog.tsx';

interface Props {
  readonly file: AppFile;
  readonly path: string;
  readonly error: ErrorData | undefined;
  readonly isBusy: boolean;
  readonly onConfirm: () => void;
  readonly onClose: () => void;
}

/** Confirms that an unreadable file is replaced with defaults, and explains the consequence. */
export function DefaultsDialog({ file, path, error, isBusy, onConfirm, onClose }: Props) {
  return (
    <ConfirmDialog
      title="Start with defaults"
      confirmText="Start with defaults"
      isBusy={isBusy}
      onConfirm={onConfirm}
      onClose={onClose}
    >
      <SpaceBetween size="s">
        <div>{defaultsConsequence[file]}</div>
        <div>{path} is not deleted: it is renamed in its folder.</div>
        {error && <ErrorLine error={error} />}
      </SpaceBetween>
    </ConfirmDialog>
  );
}
