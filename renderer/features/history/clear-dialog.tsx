import { formatCount } from '../../../shared/format/counts.ts';
import { ConfirmDialog } from '../../components/confirm-dialog.tsx';

interface Props {
  readonly count: number;
  readonly onConfirm: () => void;
  readonly onClose: () => void;
}

/** Confirms that all history entries are permanently deleted. */
export function ClearDialog({ count, onConfirm, onClose }: Props) {
  return (
    <ConfirmDialog title="Clear history?" confirmText="Clear" onConfirm={onConfirm} onClose={onClose}>
      This permanently deletes {formatCount(count, 'entry', 'entries')}. Images in ECR are not changed.
    </ConfirmDialog>
  );
}
