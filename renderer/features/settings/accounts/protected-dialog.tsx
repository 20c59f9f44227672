import Box from '@cloudscape-design/components/box';
import FormField from '@cloudscape-design/components/form-field';
import type { InputProps } from '@cloudscape-design/components/input';
import Input from '@cloudscape-design/components/input';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { ReactNode } from 'react';
import { useContext, useRef, useState } from 'react';
import type { Side } from '../../../../shared/models/result.ts';
import { ProtectionContext } from '../../../components/account-notes.ts';
import { ConfirmDialog } from '../../../components/confirm-dialog.tsx';
import { useFocusInDialog } from '../../../components/use-focus-in-dialog.ts';

interface Props {
  /** The text to type: the account's label, or its ID. */
  readonly expected: string;
  /** A description of the change. */
  readonly children: ReactNode;
  readonly side?: Side;
  /** The label of the button that continues. */
  readonly confirmLabel?: string;
  readonly onConfirm: (typed: string) => void;
  readonly onClose: () => void;
}

/** Confirms the account of a side: a protected one, or any account while protection is unknown. */
export function ProtectedDialog({
  expected,
  children,
  side = 'destination',
  confirmLabel = 'Replicate',
  onConfirm,
  onClose,
}: Props) {
  const isKnown = useContext(ProtectionContext).kind === 'known';
  const [typed, setTyped] = useState('');
  const field = useRef<InputProps.Ref>(null);
  useFocusInDialog(field);
  const matches = typed.trim() === expected;
  const confirm = (): void => {
    if (matches) onConfirm(typed.trim());
  };
  return (
    <ConfirmDialog
      title={isKnown ? 'This account is protected' : `Confirm the ${side} account`}
      confirmText={confirmLabel}
      disabled={!matches}
      onConfirm={confirm}
      onClose={onClose}
    >
      <SpaceBetween size="m">
        {!isKnown && <div>The protected accounts are not known, because the settings cannot be read.</div>}
        <div>{children}</div>
        <FormField
          label={
            <>
              Type <Box variant="code">{expected}</Box> to continue
            </>
          }
        >
          <Input
            ref={field}
            ariaLabel={
              isKnown
                ? 'Label or ID of the protected account'
                : `${side === 'source' ? 'Source' : 'Destination'} account ID`
            }
            value={typed}
            autoComplete={false}
            spellcheck={false}
            onChange={({ detail }) => setTyped(detail.value)}
            onKeyDown={({ detail }) => detail.key === 'Enter' && confirm()}
          />
        </FormField>
      </SpaceBetween>
    </ConfirmDialog>
  );
}
