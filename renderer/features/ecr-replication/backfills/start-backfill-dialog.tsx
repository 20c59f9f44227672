import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Modal from '@cloudscape-design/components/modal';
import SpaceBetween from '@cloudscape-design/components/space-between';

interface Props {
  readonly source: string;
  readonly destination: string;
  readonly onConfirm: () => void;
  readonly onClose: () => void;
}

/** Confirms that a backfill starts, because AWS charges its data transfer. */
export function StartBackfillDialog({ source, destination, onConfirm, onClose }: Props) {
  return (
    <Modal
      visible
      header="Start backfill?"
      onDismiss={onClose}
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button onClick={onClose}>Cancel</Button>
            <Button variant="primary" onClick={onConfirm}>
              Start backfill
            </Button>
          </SpaceBetween>
        </Box>
      }
    >
      ECR copies every existing image that the rules for this destination match from {source} to {destination}
      . AWS charges the data transfer between regions.
    </Modal>
  );
}
