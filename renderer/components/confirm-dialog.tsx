import Button from '@cloudscape-design/components/button';
import type { ModalProps } from '@cloudscape-design/components/modal';
import type { ReactNode } from 'react';
import { Dialog } from './dialog.tsx';

interface Props extends Pick<ModalProps, 'size'> {
  readonly title: string;
  /** The text of the primary button. */
  readonly confirmText: string;
  readonly onConfirm: () => void;
  readonly onClose: () => void;
  readonly disabled?: boolean;
  readonly isBusy?: boolean;
  /** Read by screen readers while the dialog is busy. */
  readonly busyText?: string;
  /** Whether the dialog stays open until it is no longer busy. */
  readonly isBlocking?: boolean;
  readonly children: ReactNode;
}

/** A dialog with Cancel and one primary button. */
export function ConfirmDialog({
  title,
  confirmText,
  onConfirm,
  onClose,
  disabled = false,
  isBusy = false,
  busyText,
  isBlocking = false,
  children,
  ...modal
}: Props) {
  return (
    <Dialog
      {...modal}
      title={title}
      onClose={onClose}
      buttons={
        <>
          <Button disabled={isBlocking && isBusy} onClick={onClose}>
            Cancel
          </Button>
          <Button
            variant="primary"
            disabled={disabled}
            loading={isBusy}
            {...(busyText !== undefined && { loadingText: busyText })}
            onClick={onConfirm}
          >
            {confirmText}
          </Button>
        </>
      }
    >
      {children}
    </Dialog>
  );
}
