import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Modal from '@cloudscape-design/components/modal';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { formatCount } from '../../../shared/format/counts.ts';

interface Props {
  readonly count: number;
  readonly onConfirm: () => void;
  readonly onClose: () => void;
}

/** Asks before what cannot be brought back goes. */
export function ClearDialog({ count, onConfirm, onClose }: Props) {
  return (
    <Modal
      visible
      header="Clear the history?"
      onDismiss={onClose}
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button onClick={onClose}>Keep it</Button>
            <Button variant="primary" onClick={onConfirm}>
              Clear
            </Button>
          </SpaceBetween>
        </Box>
      }
    >
      {formatCount(count, 'entry', 'entries')} will be gone, and cannot be brought back. What was copied stays
      where it is.
    </Modal>
  );
}
