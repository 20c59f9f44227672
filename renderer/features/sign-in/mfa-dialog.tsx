import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useRef, useState } from 'react';
import type { InputProps } from '@cloudscape-design/components/input';
import { toErrorData } from '../../ipc/bridge.ts';
import { ErrorDetail } from '../../components/error-detail.tsx';
import { useFocusInDialog } from '../../components/use-focus-in-dialog.ts';
import { useAnswerMfa } from './api.ts';
import { ConfirmDialog } from '../../components/confirm-dialog.tsx';

/** The profile that requires an MFA code, with its role and device if known. */
export interface MfaQuestion {
  readonly profile: string;
  readonly roleName?: string | undefined;
  /** The ARN or serial number of the device. */
  readonly device?: string | undefined;
}

interface Props {
  readonly question: MfaQuestion;
  /** Called when AWS accepted the code. */
  readonly onDone: () => void;
  readonly onClose: () => void;
}

/** Requests the six-digit code of a profile's MFA device; stays open until AWS accepts it. */
export function MfaDialog({ question: { profile, roleName, device }, onDone, onClose }: Props) {
  const [code, setCode] = useState('');
  const answer = useAnswerMfa();
  const field = useRef<InputProps.Ref>(null);
  useFocusInDialog(field);
  const isComplete = code.length === 6;
  const failure = answer.error && toErrorData(answer.error);

  const submit = (): void => {
    if (!isComplete || answer.isPending) return;
    answer.mutate(
      { profile, code },
      {
        onSuccess: onDone,
        onError: () => {
          setCode('');
          field.current?.focus();
        },
      },
    );
  };

  return (
    <ConfirmDialog
      size="small"
      title="MFA code"
      confirmText="Submit"
      disabled={!isComplete}
      isBusy={answer.isPending}
      busyText="Checking"
      onConfirm={submit}
      onClose={onClose}
    >
      <SpaceBetween size="m">
        <KeyValuePairs
          items={[
            { label: 'Profile', value: profile },
            ...(roleName === undefined ? [] : [{ label: 'Role', value: roleName }]),
            ...(device === undefined ? [] : [{ label: 'Device', value: device }]),
          ]}
        />
        <FormField label="6-digit code from the device" errorText={failure?.message}>
          <Input
            ref={field}
            ariaLabel="MFA code"
            inputMode="numeric"
            autoComplete="one-time-code"
            value={code}
            invalid={failure !== null}
            onChange={({ detail }) => setCode(detail.value.replace(/\D/g, '').slice(0, 6))}
            onKeyDown={({ detail }) => detail.key === 'Enter' && submit()}
          />
        </FormField>
        {failure && <ErrorDetail error={failure} />}
      </SpaceBetween>
    </ConfirmDialog>
  );
}
