import { ConfirmDialog } from '../../../components/confirm-dialog.tsx';

interface Props {
  readonly source: string;
  readonly destination: string;
  readonly onConfirm: () => void;
  readonly onClose: () => void;
}

/** Confirms that a backfill starts, because AWS charges its data transfer. */
export const StartBackfillDialog = ({ source, destination, onConfirm, onClose }: Props) => (
  <ConfirmDialog title="Start backfill?" confirmText="Start backfill" onConfirm={onConfirm} onClose={onClose}>
    ECR copies every existing image that the rules for this destination match from {source} to {destination}.
    AWS charges the data transfer between regions.
  </ConfirmDialog>
);
