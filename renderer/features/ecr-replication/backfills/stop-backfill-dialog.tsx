import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Modal from '@cloudscape-design/components/modal';
import SpaceBetween from '@cloudscape-design/components/space-between';

interface Props {
  readonly name: string;
  readonly onConfirm: () => void;
  readonly onClose: () => void;
}

/** Confirms that a backfill stops. */
export function StopBackfillDialog({ name, onConfirm, onClose }: Props) {
  return (
    <Modal
      visible
      header="Stop backfill?"
      onDismiss={onClose}
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button onClick={onClose}>Cancel</Button>
            <Button variant="primary" onClick={onConfirm}>
              Stop backfill
            </Button>
          </SpaceBetween>
        </Box>
      }
    >
      The backfill from {name} stops. Images that are already copied remain at the destination.
    </Modal>
  );
}
