import FormField from '@cloudscape-design/components/form-field';
import type { InputProps } from '@cloudscape-design/components/input';
import Input from '@cloudscape-design/components/input';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useCallback, useRef, useState } from 'react';
import type { ExecutionRequest } from '../../../shared/models/execution.ts';
import { executionArnSchema } from '../../../shared/models/execution.ts';
import { ConfirmDialog } from '../../components/confirm-dialog.tsx';
import { FilterSelect, matchingNames } from '../../components/filter-select.tsx';
import { useFocusInDialog } from '../../components/use-focus-in-dialog.ts';

interface Props {
  /** The names of the usable profiles. */
  readonly profiles: readonly string[];
  readonly onAttach: (request: ExecutionRequest) => void;
  readonly onClose: () => void;
}

/** Asks for the ARN of an execution and the profile that reads it. */
export function AttachDialog({ profiles, onAttach, onClose }: Props) {
  const [text, setText] = useState('');
  const [profile, setProfile] = useState<string>();
  const field = useRef<InputProps.Ref>(null);
  useFocusInDialog(field);
  const optionsFor = useCallback((filter: string) => matchingNames(profiles, filter), [profiles]);
  const arn = text.trim();
  const parsed = executionArnSchema.safeParse(arn);
  const problem = arn === '' || parsed.success ? undefined : parsed.error.issues[0]?.message;
  const attach = (): void => {
    if (parsed.success && profile !== undefined) onAttach({ arn: parsed.data, profile });
  };
  return (
    <ConfirmDialog
      title="Attach to execution"
      confirmText="Attach"
      disabled={!parsed.success || profile === undefined}
      onConfirm={attach}
      onClose={onClose}
    >
      <SpaceBetween size="m">
        <div>Shows the progress and the failures of an exported replication that runs in Step Functions.</div>
        <FormField
          label="Execution ARN"
          constraintText="The run command prints it."
          errorText={problem}
          stretch
        >
          <Input
            ref={field}
            value={text}
            autoComplete={false}
            spellcheck={false}
            placeholder="arn:aws:states:…:execution:…"
            onChange={({ detail }) => setText(detail.value)}
            onKeyDown={({ detail }) => detail.key === 'Enter' && attach()}
          />
        </FormField>
        <FormField label="Profile" constraintText="With permission to read the execution.">
          <FilterSelect
            placeholder="Choose a profile"
            filteringAriaLabel="Find profile"
            filteringPlaceholder="Find a profile"
            optionsFor={optionsFor}
            selected={profile === undefined ? undefined : { value: profile, label: profile }}
            empty="No matches"
            onSelect={setProfile}
          />
        </FormField>
      </SpaceBetween>
    </ConfirmDialog>
  );
}
