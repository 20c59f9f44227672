import { ConfirmDialog } from '../../../components/confirm-dialog.tsx';

interface Props {
  readonly name: string;
  readonly onConfirm: () => void;
  readonly onClose: () => void;
}

/** Confirms that a backfill stops. */
export const StopBackfillDialog = ({ name, onConfirm, onClose }: Props) => (
  <ConfirmDialog title="Stop backfill?" confirmText="Stop backfill" onConfirm={onConfirm} onClose={onClose}>
    The backfill from {name} stops. Images that are already copied remain at the destination.
  </ConfirmDialog>
);
