import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Modal from '@cloudscape-design/components/modal';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { AppFile } from '../../../shared/models/file-problem.ts';
import type { ErrorData } from '../../../shared/result.ts';
import { ErrorLine } from '../../components/error-line.tsx';
import { defaultsConsequence } from '../../../shared/text/file-problem.ts';

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
    <Modal
      visible
      header="Start with defaults"
      onDismiss={onClose}
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button onClick={onClose}>Cancel</Button>
            <Button variant="primary" loading={isBusy} onClick={onConfirm}>
              Start with defaults
            </Button>
          </SpaceBetween>
        </Box>
      }
    >
      <SpaceBetween size="s">
        <div>{defaultsConsequence[file]}</div>
        <div>{path} is not deleted: it is renamed in its folder.</div>
        {error && <ErrorLine error={error} />}
      </SpaceBetween>
    </Modal>
  );
}
