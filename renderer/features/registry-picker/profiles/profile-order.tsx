import FormField from '@cloudscape-design/components/form-field';
import SegmentedControl from '@cloudscape-design/components/segmented-control';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { ProfileFile } from '../../../../shared/models/profile.ts';
import type { Settings } from '../../../../shared/models/settings.ts';
import { FileList } from './file-list.tsx';

type Order = Settings['profiles']['order'];

interface Props {
  readonly order: Order;
  readonly files: readonly ProfileFile[];
  readonly onChange: (order: Order) => void;
}

/** How the profiles that are neither pinned nor recent are ordered, and the files that all of them come from. */
export function ProfileOrder({ order, files, onChange }: Props) {
  return (
    <SpaceBetween size="m">
      <FormField label="Order in the list" description="Pinned ones and those used last stay on top.">
        <SegmentedControl
          label="Order in the list"
          selectedId={order}
          options={[
            { id: 'file', text: 'As in the files' },
            { id: 'name', text: 'A to Z' },
          ]}
          onChange={({ detail }) => onChange(detail.selectedId === 'name' ? 'name' : 'file')}
        />
      </FormField>
      <FormField label="Read from">
        <FileList files={files} label="Files that profiles are read from" />
      </FormField>
    </SpaceBetween>
  );
}
