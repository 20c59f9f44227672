import FormField from '@cloudscape-design/components/form-field';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { ProfileFile } from '../../../../shared/models/profile.ts';
import type { Settings } from '../../../../shared/models/settings.ts';
import { ChoiceField } from '../../../components/choice-field.tsx';
import { FileList } from './file-list.tsx';

type Order = Settings['profiles']['order'];

interface Props {
  readonly order: Order;
  readonly files: readonly ProfileFile[];
  readonly onChange: (order: Order) => void;
}

/** The order of the profiles that are neither pinned nor recent, and the AWS files that define them. */
export function ProfileOrder({ order, files, onChange }: Props) {
  return (
    <SpaceBetween size="m">
      <ChoiceField
        label="Sort order"
        description="Pinned and recent profiles stay at the top."
        selectedId={order}
        options={[
          { id: 'file', text: 'File order' },
          { id: 'name', text: 'A to Z' },
        ]}
        onChange={({ detail }) => onChange(detail.selectedId === 'name' ? 'name' : 'file')}
      />
      <FormField label="AWS files">
        <FileList files={files} label="AWS files" />
      </FormField>
    </SpaceBetween>
  );
}
